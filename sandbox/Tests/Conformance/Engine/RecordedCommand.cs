using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>A step of a recording: its command, its result, and the recorded files.</summary>
internal sealed partial record RecordedCommand(
    string Recording,
    string Label,
    string Variant,
    IReadOnlyList<string> Command,
    int ExitCode,
    int? SshLogins
)
{
    /// <summary>
    /// The output without blank lines; null if not recorded. For a destroy with a preview, only what follows the preview.
    /// </summary>
    public string? Text =>
        !File.Exists(PathOf($"{Label}.txt")) ? null
        : File.ReadAllText(PathOf($"{Label}.txt")) is var text && text.StartsWith("Previewing destroy", StringComparison.Ordinal)
            ? text[text.IndexOf("Destroying (", StringComparison.Ordinal)..]
        : text;

    /// <summary>The state after the step; null if not recorded.</summary>
    public JsonNode? State =>
        File.Exists(PathOf($"{Label}.state.json")) ? JsonNode.Parse(File.ReadAllText(PathOf($"{Label}.state.json"))) : null;

    /// <summary>The engine's provider calls in order of completion; null if not recorded.</summary>
    public IReadOnlyList<ProviderCall>? ProviderCalls =>
        !File.Exists(PathOf($"{Label}.jsonl"))
            ? null
            :
            [
                .. File.ReadLines(PathOf($"{Label}.jsonl"))
                    .Select(line => JsonNode.Parse(line)!)
                    .Where(call => ((string)call["call"]!).StartsWith("ResourceProvider/", StringComparison.Ordinal))
                    .Select(call => new ProviderCall(
                        (string)call["provider"]!,
                        ((string)call["call"]!)["ResourceProvider/".Length..],
                        call["request"]!,
                        call["response"],
                        (string?)call["errors"]?[0]
                    )),
            ];

    /// <summary>All steps of a recording, in order.</summary>
    public static IReadOnlyList<RecordedCommand> Of(string recording) =>
        [
            .. File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", recording, "steps.txt"))
                .Select(line => Line().Match(line))
                .Where(match => match.Success)
                .Select(match => new RecordedCommand(
                    recording,
                    match.Groups["label"].Value,
                    match.Groups["variant"].Value,
                    match.Groups["command"].Value.Split(' ')[1..],
                    Int(match.Groups["exit"]),
                    match.Groups["logins"].Success ? Int(match.Groups["logins"]) : null
                )),
        ];

    private static int Int(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private string PathOf(string file) => Repository.PathOf("sandbox", "Tests", "Recordings", Recording, file);

    // 06-up-change variant=2 "pulumi up --yes --skip-preview" exit 0 3.1s ssh-logins 0 http 1
    [GeneratedRegex("""^(?<label>\S+) variant=(?<variant>\S+) "(?<command>[^"]+)" exit (?<exit>\d+) \S+s( ssh-logins (?<logins>\d+))?""")]
    private static partial Regex Line();
}

/// <summary>A provider call of the engine, in protobuf's JSON.</summary>
internal sealed record ProviderCall(string Provider, string Method, JsonNode Request, JsonNode? Response, string? Error)
{
    /// <summary>The subject: a URN or a function's token.</summary>
    public string Subject => (string?)Request["urn"] ?? (string?)Request["tok"] ?? "";
}

/// <summary>A request to the Cloudflare API, by a provider or a person, and its response.</summary>
/// <remarks>A manual request belongs to the step before it. Status 0 is a broken connection.</remarks>
internal sealed record HttpExchange(string Step, bool ByHand, string Method, string Path, JsonNode? Body, int Status, JsonNode? Response)
{
    /// <summary>The exchanges of a recording, in order.</summary>
    public static IReadOnlyList<HttpExchange> Of(string recording) =>
        [
            .. File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", recording, "cloudflare-http.jsonl"))
                .Select(line => JsonNode.Parse(line)!)
                .Select(one => new HttpExchange(
                    (string)one["step"]!,
                    ((string?)one["headers"]?["user-agent"])?.StartsWith("curl", StringComparison.Ordinal) == true,
                    (string)one["method"]!,
                    (string)one["path"]!,
                    one["body"],
                    one["status"]!.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (int)one["status"]! : 0,
                    one["response"]
                )),
        ];
}
