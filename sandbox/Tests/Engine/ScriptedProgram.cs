using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine;

/// <summary>A program in the test's process: a stack, the resources that a script registers, and the outputs.</summary>
internal sealed class ScriptedProgram(Func<ScriptedProgram, Task> script)
{
    private ResourceMonitor.ResourceMonitorClient _monitor = null!;
    private string _stack = "";

    public Struct Outputs { get; } = new();

    /// <summary>For calls without a shorthand.</summary>
    public ResourceMonitor.ResourceMonitorClient Monitor => _monitor;

    /// <summary>The stack's URN.</summary>
    public string Stack => _stack;

    public async Task<int> RunAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress($"http://{environment["PULUMI_MONITOR"]}");
        _monitor = new ResourceMonitor.ResourceMonitorClient(channel);
        try
        {
            var stack = await RegisterAsync(
                new RegisterResourceRequest
                {
                    Type = "pulumi:pulumi:Stack",
                    Name = $"{environment["PULUMI_PROJECT"]}-{environment["PULUMI_STACK"]}",
                }
            );
            _stack = stack.Urn;
            await script(this);
            await _monitor.RegisterResourceOutputsAsync(
                new RegisterResourceOutputsRequest { Urn = _stack, Outputs = Outputs },
                cancellationToken: cancellationToken
            );
            await _monitor.SignalAndWaitForShutdownAsync(new Empty(), cancellationToken: cancellationToken);
            return 0;
        }
        catch (RpcException)
        {
            return 32;
        }
    }

    public async Task<RegisterResourceResponse> RegisterAsync(RegisterResourceRequest request)
    {
        request.Parent = request.Parent.Length == 0 ? _stack : request.Parent;
        request.AcceptSecrets = true;
        request.Object ??= new Struct();
        return await _monitor.RegisterResourceAsync(request);
    }

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) => await _monitor.InvokeAsync(request);

    public async Task RegisterOutputsAsync(RegisterResourceOutputsRequest request) => await _monitor.RegisterResourceOutputsAsync(request);

    public Task<RegisterResourceResponse> RandomId(string name, int bytes = 4, bool protect = false) =>
        RegisterAsync(
            new RegisterResourceRequest
            {
                Type = "random:index/randomId:RandomId",
                Name = name,
                Custom = true,
                Version = "4.21.2",
                Protect = protect,
                Object = new Struct { Fields = { ["byteLength"] = Value.ForNumber(bytes) } },
            }
        );

    public Task<RegisterResourceResponse> Password(string name) =>
        RegisterAsync(
            new RegisterResourceRequest
            {
                Type = "random:index/randomPassword:RandomPassword",
                Name = name,
                Custom = true,
                Version = "4.21.2",
                Object = new Struct { Fields = { ["length"] = Value.ForNumber(20) } },
            }
        );
}
