using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>An engine that records a program's requests and responds as the test wants, without creating anything.</summary>
internal sealed class RecordingEngine
{
    public ConcurrentQueue<SupportsFeatureRequest> Features { get; } = new();

    public ConcurrentQueue<RegisterResourceRequest> Registered { get; } = new();

    public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = new();

    public ConcurrentQueue<ResourceInvokeRequest> Invoked { get; } = new();

    public ConcurrentQueue<LogRequest> Messages { get; } = new();

    /// <summary>Whether the program signalled that it has registered everything.</summary>
    public bool Signalled { get; set; }

    /// <summary>The process's exit code if the program had not returned its own.</summary>
    public int ProcessExitCode { get; private set; }

    public string Project { get; init; } = "proj";

    public string Stack { get; init; } = "dev";

    /// <summary>The secret configuration keys, as a JSON list.</summary>
    public string SecretKeys { get; init; } = "[]";

    public bool IsPreview { get; init; }

    public Func<string, bool> Supports { get; init; } = _ => true;

    /// <summary>A resource's outputs; its inputs by default.</summary>
    public Func<RegisterResourceRequest, Struct> Answer { get; init; } = request => request.Object;

    /// <summary>The complete response to a registration, if <see cref="Answer"/> is not enough.</summary>
    public Func<RegisterResourceRequest, RegisterResourceResponse>? Respond { get; init; }

    /// <summary>The result of each resource's step.</summary>
    public Result Result { get; init; }

    /// <summary>Additional dependencies of each output.</summary>
    public Dictionary<string, RegisterResourceResponse.Types.PropertyDependencies> DependenciesOfOutputs { get; } = [];

    public Func<ResourceInvokeRequest, ResourceInvokeResponse> AnswerInvoke { get; init; } = _ => new() { Return = new Struct() };

    /// <summary>A resource's registration.</summary>
    public RegisterResourceRequest Of(string name) => Assert.Single(Registered, request => request.Name == name);

    /// <summary>The names of a resource's dependencies, in order.</summary>
    public IEnumerable<string> DependenciesOf(string name) =>
        Of(name).Dependencies.Select(urn => urn.Split("::")[^1]).Order(StringComparer.Ordinal);

    /// <summary>The program's error messages.</summary>
    public string Errors =>
        string.Join('\n', Messages.Where(message => message.Severity == LogSeverity.Error).Select(message => message.Message));

    /// <summary>Runs a program under this engine, in process.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<Task<int>> program, string config = "{}")
    {
        await using var server = await RecordingServer.StartAsync(this);
        var exitCode = Environment.ExitCode;
        Environment.ExitCode = 0;
        try
        {
            return await ProcessEnvironment.With(
                new Dictionary<string, string?>
                {
                    ["PULUMI_PROJECT"] = Project,
                    ["PULUMI_STACK"] = Stack,
                    ["PULUMI_ORGANIZATION"] = "organization",
                    ["PULUMI_DRY_RUN"] = IsPreview ? "true" : "false",
                    ["PULUMI_QUERY_MODE"] = "false",
                    ["PULUMI_PARALLEL"] = "8",
                    ["PULUMI_MONITOR"] = server.Address,
                    ["PULUMI_ENGINE"] = server.Address,
                    ["PULUMI_CONFIG"] = config,
                    ["PULUMI_CONFIG_SECRET_KEYS"] = SecretKeys,
                },
                program
            );
        }
        finally
        {
            // A failed program sets this process's exit code, which is the test run's.
            (ProcessExitCode, Environment.ExitCode) = (Environment.ExitCode, exitCode);
        }
    }
}
