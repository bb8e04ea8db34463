using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>A stack for one test's successive programs, with a provider whose calls are recorded.</summary>
internal sealed class OptionsStack : IDisposable
{
    public const string ThingType = "fake:index:Thing";
    public const string UrnPrefix = "urn:pulumi:dev::test::";

    private readonly TestProject _project = new();

    public FakeCloud Cloud { get; } = new();

    /// <summary>Runs a program and returns the provider's calls.</summary>
    public async Task<Run> UpAsync(Func<ScriptedProgram, Task> script, Operation operation = Operation.Up, bool diff = false)
    {
        Cloud.TakeCalls();
        var (result, text) = await _project.RunAsync(
            operation,
            options =>
                options with
                {
                    Diff = diff,
                    Parallel = 1,
                    Providers = package => package == "fake" ? new FakeProvider(Cloud) : null,
                    ProgramInProcess = new ScriptedProgram(script).RunAsync,
                }
        );
        return new Run(result, text, Cloud.TakeCalls());
    }

    /// <summary>Runs a program that must succeed.</summary>
    public async Task<Run> GoodAsync(Func<ScriptedProgram, Task> script, Operation operation = Operation.Up, bool diff = false)
    {
        var run = await UpAsync(script, operation, diff);
        Assert.True(run.Result.ExitCode == 0, run.Text);
        return run;
    }

    /// <summary>A resource in the state file.</summary>
    public JsonNode State(string name) =>
        Resources().Single(resource => $"{resource["urn"]}".EndsWith("::" + name, StringComparison.Ordinal));

    public IEnumerable<JsonNode> Resources() =>
        JsonNode.Parse(File.ReadAllText(_project.StateFile))!["deployment"]!["resources"]?.AsArray().Select(node => node!) ?? [];

    public void Dispose() => _project.Dispose();

    /// <summary>The result of a run.</summary>
    public sealed record Run(EngineResult Result, string Text, IReadOnlyList<string> Calls);
}

/// <summary>Shorthands to register test resources.</summary>
internal static class Things
{
    public static Task<RegisterResourceResponse> Thing(
        this ScriptedProgram program,
        string name,
        string value = "a",
        Action<RegisterResourceRequest>? options = null
    )
    {
        var request = new RegisterResourceRequest
        {
            Type = OptionsStack.ThingType,
            Name = name,
            Custom = true,
            Object = new Struct { Fields = { ["value"] = Value.ForString(value) } },
        };
        options?.Invoke(request);
        return program.RegisterAsync(request);
    }

    public static Task<RegisterResourceResponse> Component(
        this ScriptedProgram program,
        string name,
        Action<RegisterResourceRequest>? options = null
    )
    {
        var request = new RegisterResourceRequest { Type = "test:index:Part", Name = name };
        options?.Invoke(request);
        return program.RegisterAsync(request);
    }

    /// <summary>Registers a provider with its own account and returns its reference.</summary>
    public static async Task<string> Account(this ScriptedProgram program, string name, string? account = null, string? region = null)
    {
        var inputs = new Struct { Fields = { ["account"] = Value.ForString(account ?? name) } };
        if (region is not null)
            inputs.Fields["region"] = Value.ForString(region);
        var provider = await program.RegisterAsync(
            new RegisterResourceRequest
            {
                Type = "pulumi:providers:fake",
                Name = name,
                Custom = true,
                Object = inputs,
            }
        );
        return $"{provider.Urn}::{provider.Id}";
    }

    /// <summary>Sets an input from another resource's output.</summary>
    public static void From(this RegisterResourceRequest request, string property, RegisterResourceResponse source)
    {
        request.Object.Fields[property] = Value.ForString(source.Id);
        request.Dependencies.Add(source.Urn);
        request.PropertyDependencies[property] = new() { Urns = { source.Urn } };
    }

    public static void Set(this RegisterResourceRequest request, string property, Value value) => request.Object.Fields[property] = value;

    public static Value List(params string[] items) => Value.ForList([.. items.Select(Value.ForString)]);
}
