using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>Programs that register things.</summary>
internal static class ThingPrograms
{
    public static readonly IReadOnlyDictionary<string, Func<ScriptedProgram, Task>> All = new Dictionary<
        string,
        Func<ScriptedProgram, Task>
    >
    {
        ["before"] = program => MixedAsync(program, after: false),
        ["after"] = program => MixedAsync(program, after: true),
        ["provider"] = program => ProviderAsync(program),
        ["slow"] = async program =>
        {
            await ProviderAsync(program);
            await ThingAsync(program, "slow", "slow", "s", seconds: 1);
        },
        ["unawaited"] = async program =>
        {
            _ = ThingAsync(program, "unawaited", "unawaited", "u", seconds: 0.5);
            await Task.Delay(200);
        },
        ["chain"] = async program =>
            await ThingAsync(program, "last", "last", "l", on: (await ThingAsync(program, "first", "first", "f")).Urn),
        ["group"] = async program => await ThingAsync(program, "member", "member", "m", parent: (await GroupAsync(program, "group")).Urn),
        ["renamed group"] = program => GroupAsync(program, "renamed", new Alias { Spec = new Alias.Types.Spec { Name = "group" } }),
    };

    /// <summary>
    /// Between the two variants, things are unchanged, updated, replaced in both ways, deleted and created, with secrets, dependencies
    /// and a component.
    /// </summary>
    private static async Task MixedAsync(ScriptedProgram program, bool after)
    {
        var value = after ? "2" : "1";
        var kept = await ThingAsync(program, "kept", "kept", "0");
        var group = await GroupAsync(program, "group");
        List<Task> all = [];
        for (var index = 0; index < 4; index++)
        {
            all.Add(ThingAsync(program, $"updated-{index}", $"updated-{index}", value, secret: index % 2 == 0, parent: group.Urn));
            all.Add(
                ThingAsync(
                    program,
                    after ? $"new-{index}" : $"gone-{index}",
                    after ? $"new-{index}" : $"gone-{index}",
                    value,
                    on: index == 0 ? null : kept.Urn
                )
            );
            all.Add(ReplacedAsync(program, $"replaced-{index}", value, deleteFirst: false));
        }

        all.Add(ReplacedAsync(program, "recreated-0", value, deleteFirst: true));
        all.Add(ReplacedAsync(program, "recreated-1", value, deleteFirst: true));
        await Task.WhenAll(all);
        program.Outputs.Fields["value"] = Markers.Secret(Value.ForString(value));
    }

    /// <summary>A thing whose key changes, and a dependent.</summary>
    private static async Task ReplacedAsync(ScriptedProgram program, string name, string value, bool deleteFirst)
    {
        var first = await ThingAsync(program, name, $"{name}-{value}", value, secret: true, deleteFirst: deleteFirst);
        await ThingAsync(program, name + "-user", name + "-user", value, on: first.Urn);
    }

    private static Task<RegisterResourceResponse> GroupAsync(ScriptedProgram program, string name, params Alias[] aliases) =>
        program.RegisterAsync(
            new RegisterResourceRequest
            {
                Type = "faults:index:Group",
                Name = name,
                Aliases = { aliases },
            }
        );

    private static Task<RegisterResourceResponse> ProviderAsync(ScriptedProgram program) =>
        program.RegisterAsync(
            new RegisterResourceRequest
            {
                Type = "pulumi:providers:cloudflare",
                Name = "cf",
                Custom = true,
                Version = "6.17.0",
            }
        );

    private static Task<RegisterResourceResponse> ThingAsync(
        ScriptedProgram program,
        string name,
        string key,
        string value,
        bool secret = false,
        string? on = null,
        string? parent = null,
        bool deleteFirst = false,
        double? seconds = null
    )
    {
        var text = Value.ForString(value);
        var request = new RegisterResourceRequest
        {
            Type = "command:remote:Command",
            Name = name,
            Parent = parent ?? "",
            Custom = true,
            Version = "1.2.1",
            DeleteBeforeReplace = deleteFirst,
            DeleteBeforeReplaceDefined = deleteFirst,
            Object = new Struct { Fields = { ["key"] = Value.ForString(key), ["value"] = secret ? Markers.Secret(text) : text } },
        };
        if (seconds is { } time)
            request.Object.Fields["seconds"] = Value.ForNumber(time);
        if (on is not null)
        {
            request.Dependencies.Add(on);
            request.PropertyDependencies["value"] = new RegisterResourceRequest.Types.PropertyDependencies { Urns = { on } };
        }

        return program.RegisterAsync(request);
    }
}
