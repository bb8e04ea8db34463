using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Serves a recording engine. Each run has its own, because a failed one may still have pending calls.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private RecordingServer(WebApplication server) => _server = server;

    /// <summary>Host and port.</summary>
    public string Address =>
        _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()["http://".Length..];

    public static async Task<RecordingServer> StartAsync(RecordingEngine engine)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(engine);
        var server = builder.Build();
        server.MapGrpcService<Monitor>();
        server.MapGrpcService<LogSink>();
        await server.StartAsync();
        return new RecordingServer(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class Monitor(RecordingEngine engine) : ResourceMonitor.ResourceMonitorBase
    {
        public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context)
        {
            engine.Features.Enqueue(request);
            return Task.FromResult(new SupportsFeatureResponse { HasSupport = engine.Supports(request.Id) });
        }

        public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context)
        {
            engine.Registered.Enqueue(request);
            var id = request.Custom && !engine.IsPreview ? request.Name + "-id" : "";
            return Task.FromResult(
                engine.Respond?.Invoke(request)
                    ?? new RegisterResourceResponse
                    {
                        Urn = WireValues.Urn(request.Type, request.Name),
                        Id = id,
                        Object = engine.Answer(request),
                        Result = engine.Result,
                        PropertyDependencies = { engine.DependenciesOfOutputs },
                    }
            );
        }

        public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context)
        {
            engine.Outputs.Enqueue(request);
            return Task.FromResult(new Empty());
        }

        public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context)
        {
            engine.Invoked.Enqueue(request);
            return Task.FromResult(engine.AnswerInvoke(request));
        }

        public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
        {
            engine.Signalled = true;
            return Task.FromResult(new Empty());
        }
    }

    private sealed class LogSink(RecordingEngine engine) : Rpc.Engine.EngineBase
    {
        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            engine.Messages.Enqueue(request);
            return Task.FromResult(new Empty());
        }
    }
}
