using NodeBBInfra.Rpc;

namespace Pulumi;

/// <summary>Where a program registers its resources: the engine, or a test's mocks.</summary>
internal interface IMonitor
{
    Task<bool> SupportsFeatureAsync(string feature);

    Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request);

    Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request);

    Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request);

    Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request);

    /// <summary>Says that the program has registered everything, and waits until the engine needs it no more.</summary>
    Task SignalAndWaitForShutdownAsync();

    Task LogAsync(LogRequest request);
}
