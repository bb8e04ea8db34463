using System.Text.Json;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>Replays the real provider's recorded requests against the simulated API.</summary>
public partial class ReplayTests
{
    // Steps in which the recorded server was told to fail.
    private static readonly string[] Staged =
    [
        "01-cf-403",
        "02-cf-429-twice",
        "03-cf-cut-once",
        "04-cf-503-twice",
        "06-cf-entrypoint-exists",
        "11-cf-dns-exists",
    ];

    [Theory]
    [InlineData("stack", 75)]
    [InlineData("zone", 64)]
    [InlineData("faults", 18)]
    public async Task Recorded_requests_get_answers_of_the_recorded_shape(string recording, int expected)
    {
        await using var api = await ApiServer.StartAsync(takesStandIns: true);
        var ids = new Dictionary<string, string>();
        var problems = new List<string>();
        var compared = 0;

        foreach (var line in File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", recording, "cloudflare-http.jsonl")))
        {
            var exchange = JsonDocument.Parse(line).RootElement;
            var step = exchange.GetProperty("step").GetString()!;
            var path = WithOurIds(exchange.GetProperty("path").GetString()!["/client/v4".Length..], ids);
            var body = exchange.TryGetProperty("body", out var sent) ? sent.GetRawText() : null;
            if (Staged.Contains(step))
                continue;
            var recorded = exchange.GetProperty("response");
            if (NotSimulated().IsMatch(path + body))
            {
                if (IdIn(recorded) is { } left)
                    ids[left] = "not-simulated";
                continue;
            }

            var (status, answer) = await api.SendAsync(exchange.GetProperty("method").GetString()!, path, body);
            var differences =
                status == exchange.GetProperty("status").GetInt32()
                    ? recorded.ValueKind == JsonValueKind.Null
                        ? []
                        : Shapes.Differences(recorded, answer).ToList()
                    : [$"{exchange.GetProperty("status")} was recorded, ours is {status}: {answer}"];
            problems.AddRange(
                differences.Select(difference => $"{step} {exchange.GetProperty("method")} {exchange.GetProperty("path")}: {difference}")
            );
            Learn(recorded, answer, ids);
            compared++;
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Equal(expected, compared);
    }

    [Fact]
    public void The_comparison_notices_a_missing_key_another_type_and_a_new_key()
    {
        var recorded = JsonDocument.Parse("""{"a":1,"b":[{"c":"x"}],"d":null}""").RootElement;
        string[] Differences(string ours) => [.. Shapes.Differences(recorded, JsonDocument.Parse(ours).RootElement)];

        Assert.Empty(Differences("""{"a":2,"b":[{"c":"y"},{"c":"z"}],"d":null}"""));
        Assert.Equal(["a: ours lacks it"], Differences("""{"b":[{"c":"y"}],"d":null}"""));
        Assert.Equal(["b[1].c: String was recorded, ours is Number (1)"], Differences("""{"a":2,"b":[{"c":"y"},{"c":1}],"d":null}"""));
        Assert.Equal(
            ["d: Null was recorded, ours is String (x)", "e: was not recorded"],
            Differences("""{"a":2,"b":[{"c":"y"}],"d":"x","e":1}""")
        );
    }

    private static string WithOurIds(string path, Dictionary<string, string> ids) =>
        ids.Aggregate(path, (text, id) => text.Replace(id.Key, id.Value, StringComparison.Ordinal));

    // Objects, phases and cache settings that only the recorded programs have. Ids from responses to them mark later requests.
    [GeneratedRegex(
        "/(managed_headers|dnssec|firewall/lockdowns|cache)(/|$|{)|\"http_(config|request_dynamic|request_late|request_transform|response_headers)|status_code_ttl|not-simulated"
    )]
    private static partial Regex NotSimulated();

    // Later requests use ids from earlier responses; ours are different.
    private static void Learn(JsonElement recorded, JsonElement ours, Dictionary<string, string> ids)
    {
        if (IdIn(recorded) is { } id && IdIn(ours) is { } own)
            ids[id] = own;
    }

    private static string? IdIn(JsonElement response) =>
        response.ValueKind == JsonValueKind.Object
        && response.TryGetProperty("result", out var result)
        && result.ValueKind == JsonValueKind.Object
        && result.TryGetProperty("id", out var id)
            ? id.GetString()
            : null;
}
