using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>Replaces random values, ids, times, addresses and keys with names that are the same in every run.</summary>
internal sealed partial class Names
{
    private const string Zone = "023e105f4ecef8ad9ca31a8372d0c353";

    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private readonly Dictionary<string, string> _learned = [];

    /// <summary>Learns ids and random values from provider calls.</summary>
    public void Learn(IEnumerable<ProviderCall> calls)
    {
        foreach (var call in calls.Where(call => call is { Method: "Create" or "Read", Response: not null }))
        {
            var name = call.Subject.Split("::")[^1];
            if ((string?)call.Response!["id"] is { } id && GeneratedId().IsMatch(id) && id != Zone)
                _learned[id] = $"<id of {name}>";
            if (call is { Provider: "random", Method: "Create" })
                LearnValues(name, call.Response["properties"]!.AsObject());
        }
    }

    /// <summary>Learns the id from a create request in a recording without calls: rulesets are named r, records d.</summary>
    public void Learn(HttpExchange creation)
    {
        if ((string?)creation.Response?["result"]?["id"] is { } id)
            _learned[id] = $"<id of {(creation.Path.EndsWith("/rulesets", StringComparison.Ordinal) ? "r" : "d")}>";
    }

    /// <summary>Learns the ids in a state.</summary>
    public void Learn(JsonNode? state)
    {
        foreach (var resource in state?["deployment"]?["resources"]?.AsArray() ?? [])
        {
            var name = ((string)resource!["urn"]!).Split("::")[^1];
            if ((string?)resource["id"] is { } id && GeneratedId().IsMatch(id) && id != Zone)
                _learned[id] = $"<id of {name}>";
            if (((string)resource["type"]!).StartsWith("random:", StringComparison.Ordinal))
                LearnValues(name, resource["outputs"]?.AsObject());
        }
    }

    /// <summary>Replaces the learned values in a text.</summary>
    public string Apply(string text)
    {
        // Longer ones first: a base64 id with padding contains the one without.
        foreach (var (value, name) in _learned.OrderByDescending(pair => pair.Key.Length))
            text = text.Replace(value, name, StringComparison.Ordinal);
        text = text.Replace(NodeBBInfra.Tests.Cloudflare.ApiServer.Token, "<api token>", StringComparison.Ordinal);
        text = Uuid().Replace(text, "<uuid>");
        text = Hexadecimal().Replace(text, "<hex>");
        text = Time().Replace(text, "<time>");
        text = Address().Replace(text, "127.0.0.1:<port>");
        text = Port().Replace(text, "$1\"<port>\"");
        text = HostKey().Replace(text, "<host key>");
        text = CommandId().Replace(text, "[id=<id of $1>]");
        text = Refusal().Replace(text, """{"result":null,"success":false,"errors":$1,"messages":[]}""");
        text = Program().Replace(text, "Running program '<program>'");
        text = Certificate().Replace(text, "<certificate>");
        text = OpenSshKey().Replace(text, "<private key>");
        return text;
    }

    private void LearnValues(string name, JsonObject? properties)
    {
        foreach (var (key, value) in properties ?? [])
        {
            var text = value is JsonObject secret ? secret["value"] : value;
            if (text?.GetValueKind() == JsonValueKind.String && key[0] != '_' && (string)text! is not ("none" or Unknown))
                _learned[(string)text!] = $"<{key} of {name}>";
        }
    }

    // Cloudflare's 32 hexadecimal digits, or a command's name followed by eight.
    [GeneratedRegex("^([0-9a-f]{32}|[^-]+[0-9a-f]{8})$")]
    private static partial Regex GeneratedId();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    // The zone's own id and Pulumi's signatures are the same in every run.
    [GeneratedRegex(
        "(?<![0-9a-f])(?!023e105f4ecef8ad9ca31a8372d0c353|4dabf18193072939515e22adb298388d|1b47061264138c4ac30d75fd1eb44270)[0-9a-f]{32}(?![0-9a-f])"
    )]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC")]
    private static partial Regex Time();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    [GeneratedRegex("(\"port\": ?)\\d+")]
    private static partial Regex Port();

    [GeneratedRegex("ssh-ed25519 [A-Za-z0-9+/=]+")]
    private static partial Regex HostKey();

    // A command's id that is in no recorded response.
    [GeneratedRegex(@"\[id=(\w+?)[0-9a-f]{8}\]")]
    private static partial Regex CommandId();

    // The recorded server ordered the members of an error in two ways.
    [GeneratedRegex("""\{"success":false,"errors":(\[.*?\]),"messages":\[\],"result":null\}""")]
    private static partial Regex Refusal();

    [GeneratedRegex("Running program '[^']+'")]
    private static partial Regex Program();

    // In JSON and in printed outputs, complete or truncated, up to the closing quote.
    [GeneratedRegex("-----BEGIN CERTIFICATE-----[^\"]+")]
    private static partial Regex Certificate();

    [GeneratedRegex("-----BEGIN OPENSSH PRIVATE KEY-----[^-]+-----END OPENSSH PRIVATE KEY-----(\\\\n)?")]
    private static partial Regex OpenSshKey();
}
