namespace Pulumi.Testing;

/// <summary>Stands in for the engine and the providers in a test.</summary>
public interface IMocks
{
    /// <summary>Makes a resource: gives its id and its outputs.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Answers a provider's function.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Hears what a component or the stack has made.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}

/// <summary>A resource to make.</summary>
public class MockResourceArgs
{
    public string? Type { get; set; }

    public string? Name { get; set; }

    /// <summary>The known inputs; secrets are plain values here.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!;

    public string? Provider { get; set; }

    public string? Id { get; set; }
}

/// <summary>A function to answer.</summary>
public class MockCallArgs
{
    public string? Token { get; set; }

    public ImmutableDictionary<string, object> Args { get; set; } = null!;

    public string? Provider { get; set; }
}

/// <summary>What a component or the stack has made.</summary>
public class MockRegisterResourceOutputsRequest(string urn, ImmutableDictionary<string, Output<object?>> outputs)
{
    public readonly string Urn = urn;

    public readonly ImmutableDictionary<string, Output<object?>> Outputs = outputs;
}

/// <summary>The run that a test wants.</summary>
public class TestOptions
{
    public string? ProjectName { get; set; }

    public string? StackName { get; set; }

    public string? OrganizationName { get; set; }

    public string? RootDirectory { get; set; }

    /// <summary>Whether the run is a preview; it is, unless said otherwise.</summary>
    public bool? IsPreview { get; set; }
}
