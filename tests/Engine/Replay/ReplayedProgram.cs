using Grpc.Core;
using Grpc.Net.Client;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Replay;

/// <summary>A program that makes the calls of a recorded one. Ids of providers, which each engine draws by lot, are put in.</summary>
internal sealed class ReplayedProgram(RecordedStep step)
{
    private readonly Dictionary<string, string> _providers = [];

    public async Task<int> RunAsync(IReadOnlyDictionary<string, string> environment, CancellationToken kill)
    {
        using var channel = GrpcChannel.ForAddress($"http://{environment["PULUMI_MONITOR"]}");
        var monitor = new ResourceMonitor.ResourceMonitorClient(channel);
        try
        {
            foreach (var call in step.ProgramCalls)
                await CallAsync(monitor, call, kill);

            await monitor.SignalAndWaitForShutdownAsync(new(), cancellationToken: kill);
            return 0;
        }
        catch (RpcException)
        {
            return 32;
        }
    }

    private async Task CallAsync(ResourceMonitor.ResourceMonitorClient monitor, Google.Protobuf.IMessage call, CancellationToken kill)
    {
        switch (call)
        {
            case RegisterResourceRequest request:
                request.Provider = Actual(request.Provider);
                var response = await monitor.RegisterResourceAsync(request, cancellationToken: kill);
                _providers[response.Urn] = $"{response.Urn}::{response.Id}";
                break;
            case RegisterResourceOutputsRequest request:
                await monitor.RegisterResourceOutputsAsync(request, cancellationToken: kill);
                break;
            case ResourceInvokeRequest request:
                request.Provider = Actual(request.Provider);
                await monitor.InvokeAsync(request, cancellationToken: kill);
                break;
        }
    }

    private string Actual(string reference) =>
        reference.LastIndexOf("::", StringComparison.Ordinal) is var at and > 0 ? _providers.GetValueOrDefault(reference[..at], reference) : "";
}
