using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>Compares a step's recorded files with our result.</summary>
internal sealed partial class CommandComparison(Names theirNames, Names ourNames, IReadOnlyList<DifferencePattern> design)
{
    private readonly EngineComparison _calls = new(design);
    private readonly EngineComparison _requests = new(design);
    private readonly EngineComparison _lines = new(design);
    private readonly EngineComparison _state = new(design);

    /// <summary>The results by kind.</summary>
    public IReadOnlyList<(string Kind, EngineComparison Result)> Results =>
        [
            ("values of provider requests and responses", _calls),
            ("Cloudflare requests", _requests),
            ("printed lines", _lines),
            ("values of the state", _state),
        ];

    /// <summary>Intended differences that did not occur.</summary>
    public IEnumerable<string> Unused =>
        design
            .Where(entry => !entry.IsChance)
            .Except(Results.SelectMany(result => result.Result.Used))
            .Select(entry => $"by design, but nothing differs so: {entry.Pattern}");

    public void Compare(RecordedCommand step, IReadOnlyList<HttpExchange> http, OurResult ours)
    {
        _lines.Same($"{step.Label} exit code", $"{step.ExitCode}", $"{ours.ExitCode}");
        if (step.SshLogins is { } logins)
            _requests.Same($"{step.Label} SSH logins", $"{logins}", $"{ours.SshLogins}");
        if (step.ProviderCalls is { } calls)
            Calls(step.Label, calls, ours.ProviderCalls);
        Requests(step.Label, http, ours.Http);
        if (step.Text is { } text)
            Lines(step.Label, text, ours.Text);
        if (step.State is { } state)
            State(step.Label, state, ours.State);
    }

    private void Calls(string step, IReadOnlyList<ProviderCall> theirs, IReadOnlyList<ProviderCall> ours)
    {
        var recorded = theirs.ToLookup(Key);
        var own = ours.ToLookup(Key);
        foreach (var key in recorded.Select(group => group.Key).Union(own.Select(group => group.Key)))
        {
            var (they, we) = (recorded[key].ToList(), own[key].ToList());
            _calls.Same($"{step} {key} calls", $"{they.Count}", $"{we.Count}");
            foreach (var (their, our) in they.Zip(we))
            {
                _calls.Same($"{step} {key} request", Renamed(theirNames, their.Request), Renamed(ourNames, our.Request));
                _calls.Same($"{step} {key} response", Renamed(theirNames, their.Response), Renamed(ourNames, our.Response));
                _calls.Same(
                    $"{step} {key} error",
                    their.Error is null ? null : theirNames.Apply(their.Error),
                    our.Error is null ? null : ourNames.Apply(our.Error)
                );
            }
        }
    }

    private static string Key(ProviderCall call) => $"{call.Provider} {call.Method} {call.Subject.Split("::")[^1]}";

    private void Requests(string step, IReadOnlyList<HttpExchange> theirs, IReadOnlyList<HttpExchange> ours) =>
        _requests.Same(
            $"{step} request",
            [.. theirs.Select(exchange => Line(theirNames, exchange)).Order(StringComparer.Ordinal)],
            [.. ours.Select(exchange => Line(ourNames, exchange)).Order(StringComparer.Ordinal)]
        );

    private static string Line(Names names, HttpExchange exchange) =>
        $"{exchange.Method} {names.Apply(exchange.Path)} {Sorted(Renamed(names, exchange.Body))?.ToJsonString()} {exchange.Status}";

    private void Lines(string step, string theirs, string ours)
    {
        var recorded = PrintedText.Parts(theirNames.Apply(theirs));
        var own = PrintedText.Parts(ourNames.Apply(ours));
        foreach (var part in recorded.Keys.Union(own.Keys))
        {
            var (they, we) = (recorded.GetValueOrDefault(part, []), own.GetValueOrDefault(part, []));
            _lines.Same(
                $"{step} line of {part}",
                they,
                part.StartsWith(PrintedText.Stack, StringComparison.Ordinal) ? InCommon(they, we) : we
            );
        }
    }

    /// <summary>
    /// Our lines about the stack that the recording kept, in its order: it lost each one that contained a warning about a plugin's path.
    /// </summary>
    private static List<string> InCommon(List<string> theirs, List<string> ours)
    {
        var longest = new List<string>[theirs.Count + 1, ours.Count + 1];
        for (var they = theirs.Count; they >= 0; they--)
        {
            for (var we = ours.Count; we >= 0; we--)
            {
                longest[they, we] =
                    they == theirs.Count || we == ours.Count ? []
                    : theirs[they] == ours[we] ? [ours[we], .. longest[they + 1, we + 1]]
                    : longest[they + 1, we].Count >= longest[they, we + 1].Count ? longest[they + 1, we]
                    : longest[they, we + 1];
            }
        }

        return longest[0, 0];
    }

    private void State(string step, JsonNode theirs, JsonNode? ours)
    {
        if (ours is null)
        {
            // The command creates a stack before its first preview; ours writes the file at its first update.
            _state.Same($"{step} resources before the first update", null, theirs["deployment"]!["resources"]?.ToJsonString());
            return;
        }

        var (recorded, own) = (
            Sealed(Renamed(theirNames, theirs))!["deployment"]!.AsObject(),
            Sealed(Renamed(ourNames, ours))!["deployment"]!.AsObject()
        );
        var (they, we) = (Resources(recorded), Resources(own));
        foreach (var urn in they.Keys.Union(we.Keys))
            _state.Same($"{step} {urn}", they.GetValueOrDefault(urn), we.GetValueOrDefault(urn));
        recorded.Remove("resources");
        own.Remove("resources");
        _state.Same($"{step} deployment", recorded, own);
    }

    private static Dictionary<string, JsonNode?> Resources(JsonObject deployment) =>
        deployment["resources"]
            ?.AsArray()
            .GroupBy(resource => $"{((string)resource!["urn"]!).Split("::", 3)[2]}{(resource["delete"] is null ? "" : " (to be deleted)")}")
            .ToDictionary(group => group.Key, group => WithoutOrder(group.Single()!))
        ?? [];

    /// <summary>Sets are lists in a state, in an order that depends on the SDK.</summary>
    private static JsonNode? WithoutOrder(JsonNode resource)
    {
        foreach (var set in new[] { "dependencies", "additionalSecretOutputs" })
        {
            if (resource[set] is JsonArray list)
            {
                resource[set] = new JsonArray([
                    .. list.Select(item => (string)item!).Order(StringComparer.Ordinal).Select(item => JsonValue.Create(item)),
                ]);
            }
        }

        return resource;
    }

    private static JsonNode? Renamed(Names names, JsonNode? node) =>
        node is null ? null : JsonNode.Parse(names.Apply(node.ToJsonString(Relaxed)));

    private static JsonNode? Sealed(JsonNode? node) =>
        node is null ? null : JsonNode.Parse(Ciphertext().Replace(node.ToJsonString(Relaxed), "$1<ciphertext>\""));

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            JsonValue number when number.TryGetValue<double>(out var value) => JsonValue.Create(value),
            _ => node?.DeepClone(),
        };

    internal static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [GeneratedRegex("(\"(ciphertext|salt)\":\")[^\"]+\"")]
    private static partial Regex Ciphertext();
}
