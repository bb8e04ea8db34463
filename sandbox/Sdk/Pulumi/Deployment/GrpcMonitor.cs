using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using NodeBBInfra.Rpc;

namespace Pulumi;

/// <summary>The engine that started the program.</summary>
internal sealed class GrpcMonitor : IMonitor, IDisposable
{
    // The engine's own message size limit.
    private const int MaxMessageBytes = 400 * 1024 * 1024;

    private readonly GrpcChannel _monitorChannel;
    private readonly GrpcChannel _engineChannel;
    private readonly ResourceMonitor.ResourceMonitorClient _monitor;
    private readonly Engine.EngineClient _engine;

    /// <param name="monitor">Host and port of the resource monitor.</param>
    /// <param name="engine">Host and port of the engine.</param>
    public GrpcMonitor(string monitor, string engine)
    {
        _monitorChannel = Connect(monitor);
        _engineChannel = Connect(engine);
        _monitor = new ResourceMonitor.ResourceMonitorClient(_monitorChannel);
        _engine = new Engine.EngineClient(_engineChannel);
    }

    public async Task<bool> SupportsFeatureAsync(string feature) =>
        (await _monitor.SupportsFeatureAsync(new SupportsFeatureRequest { Id = feature })).HasSupport;

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request) =>
        await _monitor.RegisterResourceAsync(request);

    public async Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) =>
        await _monitor.RegisterResourceOutputsAsync(request);

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) => await _monitor.InvokeAsync(request);

    public async Task SignalAndWaitForShutdownAsync()
    {
        try
        {
            await _monitor.SignalAndWaitForShutdownAsync(new Empty());
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            // An older engine without this call waits for nothing.
        }
    }

    public async Task LogAsync(LogRequest request) => await _engine.LogAsync(request);

    public void Dispose()
    {
        _monitorChannel.Dispose();
        _engineChannel.Dispose();
    }

    private static GrpcChannel Connect(string address) =>
        GrpcChannel.ForAddress(
            new Uri($"http://{address}"),
            new GrpcChannelOptions
            {
                MaxReceiveMessageSize = MaxMessageBytes,
                MaxSendMessageSize = MaxMessageBytes,
                Credentials = ChannelCredentials.Insecure,

                // The engine is local, so no proxy. One connection carries 100 parallel calls; a stack may have more.
                HttpHandler = new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = true },
                DisposeHttpClient = true,
            }
        );
}
