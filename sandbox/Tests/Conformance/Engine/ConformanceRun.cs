using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>Repeats a recording's steps with the sandbox's engine and compares the results.</summary>
internal sealed partial class ConformanceRun : IAsyncDisposable
{
    private readonly Names _theirNames = new();
    private readonly Names _ourNames = new();
    private readonly IReadOnlyList<HttpExchange> _http;
    private readonly Dictionary<string, string> _config = [];
    private readonly CommandComparison _comparison;

    private ConformanceRun(string recording, TwinRunner twin, IReadOnlyList<HttpExchange> http)
    {
        (Twin, _http) = (twin, http);
        _comparison = new CommandComparison(_theirNames, _ourNames, EngineDesign.Of(recording));
    }

    public TwinRunner Twin { get; }

    public IReadOnlyList<(string Kind, EngineComparison Result)> Results => _comparison.Results;

    /// <summary>Intended differences that did not occur and must be removed from the list.</summary>
    public IEnumerable<string> Unused => _comparison.Unused;

    public static async Task<ConformanceRun> StartAsync(string recording, string project, string stack, Func<Task<int>> twin, bool withSsh)
    {
        var http = HttpExchange.Of(recording);
        var described = http.Where(exchange => exchange is { Method: "GET", Status: 200 } && DescribedOnly().IsMatch(exchange.Path))
            .ToList();
        var run = new ConformanceRun(recording, await TwinRunner.StartAsync(project, stack, twin, described, withSsh), http);
        await run.PrepareAsync(RecordedCommand.Of(recording).Select(step => step.Label).ToHashSet());
        return run;
    }

    /// <summary>Runs a step and compares it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="cleanUp">A variant that ran next without its own recorded step; its requests are under this step's name.</param>
    public async Task StepAsync(RecordedCommand step, string? cleanUp = null)
    {
        var theirs = _http.Where(exchange => exchange.Step == step.Label && !exchange.ByHand).ToList();
        Twin.Cloudflare.Fail(theirs.Where(IsStaged));
        var ours = await Twin.RunAsync(step, _config);
        if (cleanUp is not null)
        {
            ours = ours with { Http = [.. ours.Http, .. (await CleanUpAsync(step, cleanUp)).Http] };
        }

        Learn(step, theirs, ours);
        _comparison.Compare(step, theirs, ours);
        await ByHandAsync(step.Label);
    }

    /// <summary>Updates to a variant that was not recorded.</summary>
    public async Task<OurResult> CleanUpAsync(RecordedCommand step, string variant)
    {
        var ours = await Twin.RunAsync(step with { Variant = variant, Command = ["up"] }, _config);
        Assert.True(ours.ExitCode == 0, $"{step.Label}, {variant}: {ours.Text}");
        return ours;
    }

    /// <summary>Repeats a person's manual changes after a step.</summary>
    public async Task ByHandAsync(string label)
    {
        foreach (var exchange in _http.Where(exchange => exchange.Step == label && exchange is { ByHand: true, Method: not "GET" }))
            await Twin.ChangeByHandAsync(exchange);
    }

    public void Compare(RecordedCommand step, OurResult ours) => _comparison.Compare(step, [], ours);

    public ValueTask DisposeAsync() => Twin.DisposeAsync();

    [GeneratedRegex(@"^/client/v4/(ips|zones\?.*|zones/[0-9a-f]{32})$")]
    private static partial Regex DescribedOnly();

    /// <summary>Status codes that the recorded server was told to return.</summary>
    private static bool IsStaged(HttpExchange exchange) =>
        exchange.Status is 0 or 403 or 429 or 503 || exchange.Step is "06-cf-entrypoint-exists" or "11-cf-dns-exists";

    private async Task PrepareAsync(HashSet<string> labels)
    {
        foreach (var exchange in _http.Where(exchange => !labels.Contains(exchange.Step)))
        {
            await Twin.ChangeByHandAsync(exchange);
        }

        // The two manually created objects before the first step are those that the program imports later.
        var ids = _http
            .Where(exchange => exchange is { Step: "by-hand", Method: "POST" })
            .ToDictionary(
                exchange => exchange.Path.EndsWith("/rulesets", StringComparison.Ordinal) ? "rs" : "dns",
                exchange => Twin.OurId((string)exchange.Response!["result"]!["id"]!)
            );
        _config["ids"] = System.Text.Json.JsonSerializer.Serialize(ids);
    }

    private void Learn(RecordedCommand step, IReadOnlyList<HttpExchange> theirs, OurResult ours)
    {
        _theirNames.Learn(step.ProviderCalls ?? []);
        _ourNames.Learn(ours.ProviderCalls);
        _theirNames.Learn(step.State);
        _ourNames.Learn(ours.State);
        foreach (var their in theirs.Where(exchange => exchange is { Method: "POST", Status: 200 }))
        {
            if (step.ProviderCalls is null)
                _theirNames.Learn(their);
            if (
                ours.Http.FirstOrDefault(our =>
                    our.Method == their.Method && our.Path == their.Path && JsonNode.DeepEquals(our.Body, their.Body)
                ) is
                { } our
            )
            {
                Twin.Learn(their.Response, our.Response);
            }
        }
    }
}
