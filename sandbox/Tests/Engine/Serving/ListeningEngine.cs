using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>The engine's service for providers; it keeps the messages.</summary>
internal sealed class ListeningEngine : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Service _service = new();

    private ListeningEngine()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_service);
        _application = builder.Build();
        _application.MapGrpcService<Service>();
    }

    /// <summary>host:port.</summary>
    public string Address => new Uri(_application.Urls.Single()).Authority;

    public IReadOnlyCollection<LogRequest> Messages => _service.Messages;

    public static async Task<ListeningEngine> StartAsync()
    {
        var engine = new ListeningEngine();
        await engine._application.StartAsync();
        return engine;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private sealed class Service : Rpc.Engine.EngineBase
    {
        public ConcurrentQueue<LogRequest> Messages { get; } = new();

        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            Messages.Enqueue(request);
            return Task.FromResult(new Empty());
        }
    }
}
