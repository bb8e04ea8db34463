using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodeBBInfra.Rules;

namespace NodeBBInfra.Tests.Rules;

/// <summary>The verdict of Cloudflare's own engine on one expression and one request.</summary>
internal sealed record RecordedVerdict(
    [property: JsonPropertyName("e")] string Expression,
    [property: JsonPropertyName("r")] RecordedVerdict.Facts Request,
    [property: JsonPropertyName("parses")] bool Parses,
    [property: JsonPropertyName("verdict")] bool? Verdict
)
{
    /// <summary>The verdict as text.</summary>
    public override string ToString() => Parses ? $"{Verdict}" : "refused";

    /// <summary>All recorded verdicts, in the files' order.</summary>
    public static IReadOnlyList<RecordedVerdict> ReadAll() => [.. Read("generated.jsonl.gz"), .. Read("probes.jsonl.gz")];

    private static IEnumerable<RecordedVerdict> Read(string name)
    {
        using var file = File.OpenRead(Repository.PathOf("tests", "Recordings", "rules", name));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<RecordedVerdict>(line)!;
    }

    /// <summary>The recorded request; its other properties are derived from these.</summary>
    internal sealed record Facts(
        [property: JsonPropertyName("path")] string Path,
        [property: JsonPropertyName("query")] string Query,
        [property: JsonPropertyName("method")] string Method,
        [property: JsonPropertyName("host")] string Host,
        [property: JsonPropertyName("ssl")] bool Ssl,
        [property: JsonPropertyName("bot")] bool Bot,
        [property: JsonPropertyName("threat")] long Threat,
        [property: JsonPropertyName("src")] string Source,
        [property: JsonPropertyName("country")] string Country,
        [property: JsonPropertyName("headers")] Dictionary<string, string[]> Headers
    )
    {
        public RuleRequest ToRequest() =>
            new()
            {
                Path = Path,
                Query = Query,
                Method = Method,
                Host = Host,
                Ssl = Ssl,
                KnownBot = Bot,
                ThreatScore = Threat,
                Source = IPAddress.Parse(Source),
                Country = Country,
                Headers = Headers.ToDictionary(header => header.Key, header => (IReadOnlyList<string>)header.Value),
            };
    }
}
