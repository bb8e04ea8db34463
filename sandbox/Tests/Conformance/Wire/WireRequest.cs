using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>A request to the engine: the call, its subject, and all fields.</summary>
/// <param name="Call">The method of ResourceMonitor.</param>
/// <param name="Subject">A resource's type and name, a component's URN, a function's token, a feature's id; empty otherwise.</param>
/// <param name="Fields">The values by path: <c>object.rules[0].ref</c>.</param>
/// <param name="Parts">The known top-level fields; null when all are.</param>
internal sealed record WireRequest(
    string Call,
    string Subject,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlySet<string>? Parts = null
)
{
    // These lists are unordered in the protocol: the SDKs fill them from hash sets.
    private static readonly HashSet<string> s_sets =
    [
        "dependencies",
        "urns",
        "additionalSecretOutputs",
        "replaceOnChanges",
        "ignoreChanges",
    ];

    public string Key => $"{Call} {Subject}".TrimEnd();

    /// <summary>Parses a recorded or sent call from the protocol's JSON.</summary>
    public static WireRequest Of(string call, JsonObject request, IReadOnlySet<string>? parts = null)
    {
        var subject = call switch
        {
            "RegisterResource" => $"{request["type"]} {request["name"]}",
            "RegisterResourceOutputs" => (string)request["urn"]!,
            "Invoke" => (string)request["tok"]!,
            "SupportsFeature" => (string)request["id"]!,
            _ => "",
        };
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request)
            Add(fields, name, name, value);

        return new(call, subject, fields, parts);
    }

    public static WireRequest Of(IMessage message) =>
        Of(
            message switch
            {
                RegisterResourceRequest => "RegisterResource",
                RegisterResourceOutputsRequest => "RegisterResourceOutputs",
                ResourceInvokeRequest => "Invoke",
                SupportsFeatureRequest => "SupportsFeature",
                _ => throw new ArgumentException($"{message.Descriptor.Name} is not compared.", nameof(message)),
            },
            JsonNode.Parse(JsonFormatter.Default.Format(message))!.AsObject()
        );

    private static void Add(SortedDictionary<string, string> fields, string path, string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                foreach (var (member, content) in members)
                    Add(fields, $"{path}.{member}", member, content);

                break;
            case JsonArray { Count: > 0 } items:
                var values =
                    s_sets.Contains(name) && !path.StartsWith("object.", StringComparison.Ordinal)
                        ? items.OrderBy(item => item!.ToString(), StringComparer.Ordinal)
                        : items.AsEnumerable();
                foreach (var (index, item) in values.Index())
                    Add(fields, $"{path}[{index}]", name, item);

                break;
            default:
                fields.Add(path, Text(value));
                break;
        }
    }

    private static string Text(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null => "null",
            JsonValueKind.Number => value.GetValue<double>().ToString("R", CultureInfo.InvariantCulture),
            _ => value.ToJsonString(),
        };
}
