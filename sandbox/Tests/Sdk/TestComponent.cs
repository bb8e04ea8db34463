using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>A component without inputs and outputs.</summary>
internal sealed class TestComponent(string name, ComponentResourceOptions? options = null)
    : ComponentResource("test:index:Component", name, options);
