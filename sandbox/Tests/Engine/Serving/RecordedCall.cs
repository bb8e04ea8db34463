using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>A recorded gRPC call to a provider.</summary>
internal sealed record RecordedCall(string Method, string Name, JsonObject Request, JsonObject Response)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>A step's successful calls to one provider.</summary>
    public static IEnumerable<RecordedCall> Of(string step, string provider, params string[] methods) =>
        File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", "stack", step + ".jsonl"))
            .Select(line => JsonNode.Parse(line)!)
            .Where(one => (string?)one["provider"] == provider && one["response"] is JsonObject)
            .Select(one => new RecordedCall(
                ((string)one["call"]!).Split('/')[1],
                (string?)one["request"]!["name"] ?? "",
                one["request"]!.AsObject(),
                one["response"]!.AsObject()
            ))
            .Where(call => methods.Contains(call.Method));

    public T RequestAs<T>()
        where T : IMessage, new() => Parser.Parse<T>(Renamed(Request));

    /// <summary>The provider's response, without the bridge's metadata.</summary>
    public string Expected(string property = "properties") => Text(Response[property]?.DeepClone().AsObject() ?? []);

    public static string Actual(Struct? properties) =>
        Text(JsonNode.Parse(JsonFormatter.Default.Format(properties ?? new Struct()))!.AsObject());

    private static string Text(JsonObject properties)
    {
        properties.Remove("__pulumi_raw_state_delta");
        properties.Remove("__meta");
        return Sorted(properties)!.ToJsonString();
    }

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

    /// <summary>The recording uses protobuf's JSON names; one of our fields keeps its underscore.</summary>
    private static string Renamed(JsonObject request) => request.ToJsonString();
}
