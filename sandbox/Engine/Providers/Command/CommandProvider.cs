using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Command;

/// <summary>
/// pulumi-command's remote.Command: a changed input runs <c>update</c> (or <c>create</c>) again, <c>delete</c> runs with the old inputs
/// from the state, and previews do not connect. https://www.pulumi.com/registry/packages/command/api-docs/remote/command/
/// </summary>
internal sealed class CommandProvider(IProviderLog log, SshLogins logins) : ProviderBase("command", Version)
{
    /// <summary>The plugin version that this provider replaces.</summary>
    public const string Version = "1.2.1";

    private const string Token = "command:remote:Command";
    private static readonly string[] Required = ["connection"];
    private static readonly string[] Optional =
    [
        "addPreviousOutputInEnv",
        "create",
        "delete",
        "environment",
        "logging",
        "stdin",
        "triggers",
        "update",
    ];

    protected override bool AcceptsSecrets => true;

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        RequireKnownType(request.Urn);
        var response = InputChanges.Check(request, Required, Optional);
        if (request.News.Fields.TryGetValue("connection", out var connection) && !connection.IsUnknown)
        {
            response.Inputs = request.News.Clone();
            response.Inputs.Fields["connection"] = SshConnection.MarkSecrets(connection);
        }

        if (
            request.News.Fields.TryGetValue("environment", out var environment)
            && environment.Element is { IsMap: true, StructValue.Fields.Count: > 0 }
        )
        {
            response.Failures.Add(new CheckFailure { Reason = UnsupportedOptions.Sentence("environment") });
        }

        // The real engine compares assets by content; this one would compare the paths.
        if (request.News.Fields.TryGetValue("triggers", out var triggers) && triggers.ContainsAsset())
        {
            response.Failures.Add(new CheckFailure { Reason = UnsupportedOptions.Sentence("triggers has an asset or archive") });
        }

        return Task.FromResult(response);
    }

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var difference = Differences.Between(request.OldInputs ?? request.Olds, request.News);
        var response = new DiffResponse
        {
            Changes = difference is null ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
            HasDetailedDiff = true,
        };
        foreach (var (path, kind) in difference is null ? [] : ChangedPaths.Of(difference))
        {
            response.DetailedDiff[path] = new PropertyDiff { Kind = kind };
        }

        response.Diffs.AddRange(
            response.DetailedDiff.Keys.Select(path => $"{PropertyPath.Parse(path).Parts[0]}").Distinct().Order(StringComparer.Ordinal)
        );
        return Task.FromResult(response);
    }

    public override async Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        var id = Urns.Name(request.Urn) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var outputs = request.Preview
            ? InputChanges.WithUnknown(request.Properties, ["stdout", "stderr"])
            : await RunAsync(request.Urn, request.Properties, request.Properties, request.Properties.Text("create"), null);
        return new CreateResponse { Id = id, Properties = outputs };
    }

    public override async Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        var command = request.News.Text("update") ?? request.News.Text("create");
        var outputs = request.Preview
            ? InputChanges.WithUnknown(request.News, ["stdout", "stderr"])
            : await RunAsync(request.Urn, request.News, request.News, command, request.Olds);
        return new UpdateResponse { Properties = outputs };
    }

    public override async Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        await RunAsync(request.Urn, new Struct(), request.Properties, request.Properties.Text("delete"), request.Properties);
        return new Empty();
    }

    /// <summary>The effect of a command cannot be read, so a read returns the state.</summary>
    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
        Task.FromResult(
            new ReadResponse
            {
                Id = request.Id,
                Properties = request.Properties ?? new Struct(),
                Inputs = request.Inputs ?? new Struct(),
            }
        );

    private static void RequireKnownType(string urn)
    {
        if (Urns.Type(urn) != Token)
        {
            throw Failure($"unknown resource type '{Urns.Type(urn)}'; the sandbox's command provider has {Token}");
        }
    }

    /// <summary>The inputs and the command's output.</summary>
    private async Task<Struct> RunAsync(string urn, Struct outputs, Struct settings, string? command, Struct? before)
    {
        outputs = outputs.Clone();
        var result = new RemoteOutput(before?.Text("stdout") ?? "", before?.Text("stderr") ?? "");
        if (command is not null)
        {
            if (before is not null && settings.Flag("addPreviousOutputInEnv") != false)
            {
                await log.LogAsync(
                    LogSeverity.Warning,
                    urn,
                    "Unable to set 'PULUMI_COMMAND_STDOUT': sshd accepts no such variable. Set addPreviousOutputInEnv to false."
                );
            }

            result = await new RemoteCommand(log, logins, urn).RunAsync(
                SshConnection.From(settings.Fields["connection"].Element.StructValue),
                command,
                settings.Text("stdin"),
                Logging(settings)
            );
        }

        outputs.Fields["stdout"] = Value.ForString(result.Stdout);
        outputs.Fields["stderr"] = Value.ForString(result.Stderr);
        return outputs;
    }

    private static (bool Stdout, bool Stderr) Logging(Struct settings) =>
        settings.Text("logging") switch
        {
            "none" => (false, false),
            "stdout" => (true, false),
            "stderr" => (false, true),
            _ => (true, true),
        };
}
