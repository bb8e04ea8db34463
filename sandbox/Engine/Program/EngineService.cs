using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>
/// The log service for the program and for providers in other processes.
/// https://github.com/pulumi/pulumi/blob/master/proto/pulumi/engine.proto
/// </summary>
internal sealed class EngineService(IRunEvents events, RunControl control) : Rpc.Engine.EngineBase
{
    private string _root = "";

    /// <summary>Whether the program has logged an error.</summary>
    public bool SawError { get; private set; }

    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        // A stopping program logs follow-up errors; their cause has been shown.
        if (!control.Stopping)
        {
            SawError |= request.Severity == LogSeverity.Error;
            events.Message(request.Severity, request.Urn, request.Message, request.Ephemeral);
        }

        return Task.FromResult(new Empty());
    }

    public override Task<GetRootResourceResponse> GetRootResource(GetRootResourceRequest request, ServerCallContext context) =>
        Task.FromResult(new GetRootResourceResponse { Urn = _root });

    public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context)
    {
        _root = request.Urn;
        return Task.FromResult(new SetRootResourceResponse());
    }

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(
        RequirePulumiVersionRequest request,
        ServerCallContext context
    ) => Task.FromResult(new RequirePulumiVersionResponse());
}
