using System.Collections.Concurrent;
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

/// <summary>An engine that makes nothing: it writes down what a program says, and answers as the test wants.</summary>
internal sealed class RecordingEngine
{
    public ConcurrentQueue<RegisterResourceRequest> Registered { get; } = new();

    public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = new();

    public ConcurrentQueue<ReadResourceRequest> Read { get; } = new();

    public ConcurrentQueue<ResourceInvokeRequest> Invoked { get; } = new();

    public ConcurrentQueue<LogRequest> Messages { get; } = new();

    /// <summary>The program said that it has registered everything.</summary>
    public bool Signalled { get; private set; }

    public bool IsPreview { get; init; }

    public Func<string, bool> Supports { get; init; } = _ => true;

    /// <summary>What a resource comes back with; its inputs, unless said otherwise.</summary>
    public Func<RegisterResourceRequest, Struct> Answer { get; init; } = request => request.Object;

    /// <summary>How the step of each resource ended.</summary>
    public Result Result { get; init; }

    /// <summary>What else each output comes from.</summary>
    public Dictionary<string, RegisterResourceResponse.Types.PropertyDependencies> DependenciesOfOutputs { get; } = [];

    public Func<ResourceInvokeRequest, ResourceInvokeResponse> AnswerInvoke { get; init; } = _ => new() { Return = new Struct() };

    /// <summary>The request that registered a resource.</summary>
    public RegisterResourceRequest Of(string name) => Assert.Single(Registered, request => request.Name == name);

    /// <summary>The names of the resources that a resource depends on, in order.</summary>
    public IEnumerable<string> DependenciesOf(string name) => Of(name).Dependencies.Select(urn => urn.Split("::")[^1]).Order(StringComparer.Ordinal);

    /// <summary>What the program reported as errors.</summary>
    public string Errors
        => string.Join('\n', Messages.Where(message => message.Severity == LogSeverity.Error).Select(message => message.Message));

    /// <summary>Runs a program under this engine, in this process.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(Func<Task<int>> program, string config = "{}")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        await using var server = builder.Build();
        server.MapGrpcService<Monitor>();
        server.MapGrpcService<LogSink>();
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()["http://".Length..];
        var exitCode = Environment.ExitCode;
        try
        {
            return await ProcessEnvironment.With(
                new Dictionary<string, string?>
                {
                    ["PULUMI_PROJECT"] = "proj",
                    ["PULUMI_STACK"] = "dev",
                    ["PULUMI_ORGANIZATION"] = "organization",
                    ["PULUMI_DRY_RUN"] = IsPreview ? "true" : "false",
                    ["PULUMI_QUERY_MODE"] = "false",
                    ["PULUMI_PARALLEL"] = "8",
                    ["PULUMI_MONITOR"] = address,
                    ["PULUMI_ENGINE"] = address,
                    ["PULUMI_CONFIG"] = config,
                },
                program);
        }
        finally
        {
            // A program that failed sets the process's exit code, which here is the tests'.
            Environment.ExitCode = exitCode;
        }
    }

    private sealed class Monitor(RecordingEngine engine) : ResourceMonitor.ResourceMonitorBase
    {
        public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context)
            => Task.FromResult(new SupportsFeatureResponse { HasSupport = engine.Supports(request.Id) });

        public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context)
        {
            engine.Registered.Enqueue(request);
            var id = request.Custom && !engine.IsPreview ? request.Name + "-id" : "";
            return Task.FromResult(new RegisterResourceResponse
            {
                Urn = Wire.Urn(request.Type, request.Name),
                Id = id,
                Object = engine.Answer(request),
                Result = engine.Result,
                PropertyDependencies = { engine.DependenciesOfOutputs },
            });
        }

        public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context)
        {
            engine.Read.Enqueue(request);
            return Task.FromResult(new ReadResourceResponse { Urn = Wire.Urn(request.Type, request.Name), Properties = request.Properties });
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

        public override Task<Empty> RegisterResourceHook(RegisterResourceHookRequest request, ServerCallContext context) => Task.FromResult(new Empty());

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
