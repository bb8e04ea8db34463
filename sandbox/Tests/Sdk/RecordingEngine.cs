using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>An engine that makes nothing: it writes down what a program says, and answers as the test wants.</summary>
internal sealed class RecordingEngine
{
    public ConcurrentQueue<SupportsFeatureRequest> Features { get; } = new();

    public ConcurrentQueue<RegisterResourceRequest> Registered { get; } = new();

    public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = new();

    public ConcurrentQueue<ReadResourceRequest> Read { get; } = new();

    public ConcurrentQueue<ResourceInvokeRequest> Invoked { get; } = new();

    public ConcurrentQueue<LogRequest> Messages { get; } = new();

    /// <summary>The program said that it has registered everything.</summary>
    public bool Signalled { get; set; }

    /// <summary>What the process would have exited with, had the program not returned its exit code.</summary>
    public int ProcessExitCode { get; private set; }

    public string Project { get; init; } = "proj";

    public string Stack { get; init; } = "dev";

    /// <summary>The keys of the configuration that are secrets, as a JSON list.</summary>
    public string SecretKeys { get; init; } = "[]";

    public bool IsPreview { get; init; }

    public Func<string, bool> Supports { get; init; } = _ => true;

    /// <summary>What a resource comes back with; its inputs, unless said otherwise.</summary>
    public Func<RegisterResourceRequest, Struct> Answer { get; init; } = request => request.Object;

    /// <summary>The whole answer to a registration, for who wants more than <see cref="Answer"/> gives.</summary>
    public Func<RegisterResourceRequest, RegisterResourceResponse>? Respond { get; init; }

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
                program);
        }
        finally
        {
            // A program that failed sets the process's exit code, which here is the tests'.
            (ProcessExitCode, Environment.ExitCode) = (Environment.ExitCode, exitCode);
        }
    }
}
