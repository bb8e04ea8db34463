using NodeBBInfra.Rpc;

namespace Pulumi;

/// <summary>Registers a program's resources with the engine or a test's mocks.</summary>
internal interface IMonitor
{
    Task<bool> SupportsFeatureAsync(string feature);

    Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request);

    Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request);

    Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request);

    /// <summary>Signals that everything is registered, and waits until the engine no longer needs the program.</summary>
    Task SignalAndWaitForShutdownAsync();

    Task LogAsync(LogRequest request);
}
