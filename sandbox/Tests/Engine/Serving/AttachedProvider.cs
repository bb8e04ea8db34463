using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Hosting;
using NodeBBInfra.Sandbox.Engine.Providers.Serving;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>A served provider, and the engine's side of it: what the real engine calls on a provider that it attaches to, in its order.</summary>
internal sealed class AttachedProvider : IAsyncDisposable
{
    private readonly ProviderServer _server;
    private readonly List<GrpcChannel> _channels = [];

    private AttachedProvider(ProviderServer server) => _server = server;

    public string Address => $"http://127.0.0.1:{_server.Port}";

    public static async Task<AttachedProvider> ServeAsync<T>(Func<IProviderLog, T> create)
        where T : ResourceProvider.ResourceProviderBase => new(await ProviderServer.StartAsync(create));

    /// <summary>A connection of its own, as the engine opens one for each provider resource.</summary>
    public ResourceProvider.ResourceProviderClient Connect()
    {
        var channel = GrpcChannel.ForAddress(Address);
        _channels.Add(channel);
        return new ResourceProvider.ResourceProviderClient(channel);
    }

    /// <summary>Attaches and configures as the recorded run of a step did.</summary>
    /// <param name="step">Which step.</param>
    /// <param name="package">Whose calls.</param>
    /// <param name="engine">Where the engine listens.</param>
    /// <param name="change">Puts this test's addresses into the recorded configuration.</param>
    public async Task<(ResourceProvider.ResourceProviderClient Client, ProviderHandshakeResponse Handshake)> AttachAsync(
        string step, string package, string engine, Action<Struct>? change = null)
    {
        var client = Connect();
        var handshake = await client.HandshakeAsync(new ProviderHandshakeRequest { EngineAddress = engine, ConfigureWithUrn = true, InvokeWithPreview = true });
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
