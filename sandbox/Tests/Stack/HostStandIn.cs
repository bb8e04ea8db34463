using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers;
using NodeBBInfra.Sandbox.Engine.Providers.Command;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>The sandbox's command provider without a host: it logs the commands that would run, in order.</summary>
internal sealed class HostStandIn : ProviderBase
{
    private readonly CommandProvider _commands = new(log: null!, new SshLogins());
    private readonly ConcurrentQueue<string> _ran = new();

    public HostStandIn()
        : base("command", CommandProvider.Version) { }

    protected override bool AcceptsSecrets => true;

    /// <summary>The stdin of each step's last run; unreadable if secret.</summary>
    public ConcurrentDictionary<string, string> Stdin { get; } = new();

    /// <summary>The step that fails, if any.</summary>
    public string? Fails { get; set; }

    /// <summary>Runs steps for real, for tests that need it; gets their command line and stdin.</summary>
    public Action<string, string>? Runs { get; set; }

    /// <summary>The step that the provider replaces, with delete before replace.</summary>
    public string? Replaces { get; set; }

    /// <summary>Returns the commands since the last call, without the part before the step's name.</summary>
    public string[] Ran()
    {
        var ran = _ran.ToArray();
        _ran.Clear();
        return ran;
    }

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) => _commands.Check(request, context);

    public override async Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var response = await _commands.Diff(request, context);
        if (Replaces is not null && request.Urn.EndsWith($"::{Replaces}", StringComparison.Ordinal))
            (response.Changes, response.DeleteBeforeReplace) = (DiffResponse.Types.DiffChanges.DiffSome, true);
        if (response.DeleteBeforeReplace)
            response.Replaces.Add("create");
        return response;
    }

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) => _commands.Read(request, context);

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        request.Preview
            ? _commands.Create(request, context)
            : Task.FromResult(new CreateResponse { Id = request.Urn, Properties = Run(request.Properties, "create") });

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        request.Preview
            ? _commands.Update(request, context)
            : Task.FromResult(new UpdateResponse { Properties = Run(request.News, "update") });

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        Run(request.Properties, "delete");
        return Task.FromResult(new Empty());
    }

    private Struct Run(Struct inputs, string which)
    {
        var outputs = inputs.Clone();
        if (inputs.Fields.TryGetValue(which, out var command))
        {
            // A step that acts at destroy has a condition before its line.
            var words = command.StringValue.Split(" || ")[^1].Split(' ');
            var step = words is [_, var name, ..] && words[0].EndsWith("/run", StringComparison.Ordinal) ? name : "ready";
            _ran.Enqueue(step);
            Stdin[step] = inputs.Fields["stdin"].StringValue;
            Runs?.Invoke(command.StringValue, Stdin[step]);
            if (Fails == step)
                throw new RpcException(new Status(StatusCode.Unknown, $"{step} fails"));
            outputs.Fields["stdout"] = Value.ForString($"output of {step}");
            // Like run.sh: a new id for every run.
            outputs.Fields["stderr"] = Value.ForString($"run {Guid.NewGuid()}");
        }

        return outputs;
    }
}
