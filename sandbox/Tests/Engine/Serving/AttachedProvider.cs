using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.Providers.Serving;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>A served provider and the engine's side: the calls of the real engine to an attached provider, in order.</summary>
internal sealed class AttachedProvider : IAsyncDisposable
{
    private readonly ProviderServer _server;
    private readonly List<GrpcChannel> _channels = [];

    private AttachedProvider(ProviderServer server) => _server = server;

    public string Address => $"http://127.0.0.1:{_server.Port}";

    public static async Task<AttachedProvider> ServeAsync<T>(Func<IProviderLog, T> create)
        where T : ResourceProvider.ResourceProviderBase => new(await ProviderServer.StartAsync(create));

    /// <summary>Opens a connection, as the engine does for each provider resource.</summary>
    public ResourceProvider.ResourceProviderClient Connect()
    {
        var channel = GrpcChannel.ForAddress(Address);
        _channels.Add(channel);
        return new ResourceProvider.ResourceProviderClient(channel);
    }

    /// <summary>Attaches and configures as in a recorded step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="package">The provider's package.</param>
    /// <param name="engine">The engine's address.</param>
    /// <param name="change">Replaces addresses in the recorded configuration.</param>
    public async Task<(ResourceProvider.ResourceProviderClient Client, ProviderHandshakeResponse Handshake)> AttachAsync(
        string step,
        string package,
        string engine,
        Action<Struct>? change = null
    )
    {
        var client = Connect();
        var handshake = await client.HandshakeAsync(
            new ProviderHandshakeRequest
            {
                EngineAddress = engine,
                ConfigureWithUrn = true,
                InvokeWithPreview = true,
            }
        );
        await client.AttachAsync(new PluginAttach { Address = engine });
        foreach (var call in RecordedCall.Of(step, package, "CheckConfig", "Configure"))
        {
            if (call.Method == "CheckConfig")
            {
                await client.CheckConfigAsync(call.RequestAs<CheckRequest>());
                continue;
            }

            var request = call.RequestAs<ConfigureRequest>();
            change?.Invoke(request.Args);
            await client.ConfigureAsync(request);
        }

        return (client, handshake);
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await _server.DisposeAsync();
    }
}
