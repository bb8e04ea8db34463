using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;
using NodeBBInfra.Tests.Engine;
using NodeBBInfra.Tests.Sdk;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>Our result of one step.</summary>
internal sealed record OurResult(
    int ExitCode,
    string Text,
    JsonNode? State,
    IReadOnlyList<ProviderCall> ProviderCalls,
    IReadOnlyList<HttpExchange> Http,
    int SshLogins
);

/// <summary>
/// A recorded program's twin, run step by step by the sandbox's engine against its Cloudflare API and a real SSH server.
/// </summary>
internal sealed class TwinRunner : IAsyncDisposable
{
    private readonly TestProject _engine;
    private readonly string _project;
    private readonly string _stack;
    private readonly Func<Task<int>> _twin;
    private readonly ApiServer _api;
    private readonly Dictionary<string, string> _theirIdToOurs = [];

    private TwinRunner(string project, string stack, Func<Task<int>> twin, ApiServer api, CloudflareProxy cloudflare, SshServer? ssh)
    {
        (_project, _stack, _twin, _api, Cloudflare, Ssh) = (project, stack, twin, api, cloudflare, ssh);
        _engine = new TestProject(project);
    }

    public CloudflareProxy Cloudflare { get; }

    /// <summary>Null if the program runs no commands.</summary>
    public SshServer? Ssh { get; }

    public static async Task<TwinRunner> StartAsync(
        string project,
        string stack,
        Func<Task<int>> twin,
        IReadOnlyList<HttpExchange> recorded,
        bool withSsh
    )
    {
        var api = await ApiServer.StartAsync(takesStandIns: true);
        return new TwinRunner(
            project,
            stack,
            twin,
            api,
            await CloudflareProxy.StartAsync(api, recorded),
            withSsh ? await SshServer.StartAsync() : null
        );
    }

    /// <summary>Runs the recorded command.</summary>
    public async Task<OurResult> RunAsync(
        RecordedCommand step,
        IReadOnlyDictionary<string, string>? config = null,
        CancellationToken cancellationToken = default
    )
    {
        var calls = new ConcurrentQueue<ProviderCall>();
        var (result, text) = await _engine.RunAsync(
            OperationOf(step),
            options =>
                options with
                {
                    Stack = _stack,
                    Diff = step.Command.Contains("--diff"),
                    Refresh = step.Command.Contains("--refresh"),
                    ClearPendingCreates = step.Command.Contains("--clear-pending-creates"),
                    Targets = [.. step.Command.SkipWhile(word => word != "--target").Skip(1).Take(1)],
                    ExpectNoChanges = step.Command.Contains("--expect-no-changes"),
                    Overlay = Config(step.Variant, config),
                    ProgramInProcess = RunTwinAsync,
                    WrapProvider = (package, provider) => new RecordingProvider(package, provider, calls),
                },
            cancellationToken
        );
        var state = File.Exists(_engine.StateFile)
            ? JsonNode.Parse(await File.ReadAllTextAsync(_engine.StateFile, CancellationToken.None))
            : null;
        return new OurResult(result.ExitCode, text, state, [.. calls], Cloudflare.Take(), Ssh?.TakeLogins() ?? 0);
    }

    /// <summary>Runs a step up to its first pending operation and keeps the state of that moment, as a SIGKILL would.</summary>
    public async Task KillAsync(RecordedCommand step)
    {
        var run = RunAsync(step);
        await PendingAsync();
        var state = await File.ReadAllBytesAsync(_engine.StateFile);
        await run;
        await File.WriteAllBytesAsync(_engine.StateFile, state);
    }

    /// <summary>Runs a step and sends ^C during its first pending operation.</summary>
    public async Task<OurResult> InterruptAsync(RecordedCommand step)
    {
        using var interrupt = new CancellationTokenSource();
        var run = RunAsync(step, cancellationToken: interrupt.Token);
        await PendingAsync();
        await interrupt.CancelAsync();
        return await run;
    }

    /// <summary>Removes a resource from the state, like <c>pulumi state delete --force</c>.</summary>
    public async Task ForgetAsync(string name)
    {
        var state = JsonNode.Parse(await File.ReadAllTextAsync(_engine.StateFile))!;
        var resources = state["deployment"]!["resources"]!.AsArray();
        resources.Remove(resources.Single(resource => ((string)resource!["urn"]!).EndsWith("::" + name, StringComparison.Ordinal)));
        await File.WriteAllTextAsync(_engine.StateFile, state.ToJsonString());
    }

    /// <summary>Repeats a person's request from the recording, with our ids.</summary>
    public async Task ChangeByHandAsync(HttpExchange exchange)
    {
        var path = _theirIdToOurs.Aggregate(
            exchange.Path["/client/v4".Length..],
            (all, id) => all.Replace(id.Key, id.Value, StringComparison.Ordinal)
        );
        var (status, answer) = await _api.SendAsync(exchange.Method, path, exchange.Body?.ToJsonString());
        Assert.Equal(exchange.Status, status);
        Learn(exchange.Response, JsonNode.Parse(answer.GetRawText()));
    }

    /// <summary>Our id for a recorded one.</summary>
    public string OurId(string theirs) => _theirIdToOurs[theirs];

    /// <summary>Maps recorded ids to ours from responses to the same request.</summary>
    public void Learn(JsonNode? theirs, JsonNode? ours)
    {
        if (
            theirs?["result"] is JsonObject recorded
            && ours?["result"] is JsonObject own
            && (string?)recorded["id"] is { } theirId
            && (string?)own["id"] is { } ourId
        )
        {
            _theirIdToOurs[theirId] = ourId;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Ssh is not null)
            await Ssh.DisposeAsync();
        await Cloudflare.DisposeAsync();
        await _api.DisposeAsync();
        _engine.Dispose();
    }

    private Task PendingAsync() =>
        Eventually.HoldsAsync(
            () =>
                File.Exists(_engine.StateFile)
                && File.ReadAllText(_engine.StateFile).Contains("pending_operations", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30),
            "an operation is pending"
        );

    private static Operation OperationOf(RecordedCommand step) =>
        step.Command[0] switch
        {
            "preview" => Operation.Preview,
            "up" => Operation.Up,
            "refresh" => Operation.Refresh,
            "destroy" => Operation.Destroy,
            var other => throw new ArgumentException($"{step.Label}: the engine has no '{other}'"),
        };

    private Dictionary<string, ConfigValue> Config(string variant, IReadOnlyDictionary<string, string>? more)
    {
        var values = new Dictionary<string, ConfigValue>
        {
            [$"{_project}:variant"] = new(variant, false),
            [$"{_project}:apiUrl"] = new(Cloudflare.BaseUrl, false),
            [$"{_project}:cfToken"] = new(ApiServer.Token, true),
        };
        if (Ssh is not null)
        {
            values[$"{_project}:sshPort"] = new(Ssh.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), false);
            values[$"{_project}:hostKey"] = new(Ssh.HostKey, false);
            values[$"{_project}:sshKey"] = new(Ssh.PrivateKey, true);
        }

        foreach (var (key, value) in more ?? new Dictionary<string, string>())
            values[$"{_project}:{key}"] = new(value, false);
        return values;
    }

    private async Task<int> RunTwinAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var exitCode = Environment.ExitCode;
        try
        {
            return await ProcessEnvironment.With(environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value), _twin);
        }
        finally
        {
            // A failed program sets this process's exit code, which is the test run's.
            Environment.ExitCode = exitCode;
        }
    }
}
