using System.Text.Json.Nodes;
using Google.Protobuf;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>
/// The state of a program whose calls were not recorded: the inputs, relations and options of each registration. Secrets are encrypted,
/// so only their position can be compared.
/// </summary>
internal sealed class RecordedState
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Secret = "(secret)";

    private static readonly HashSet<string> s_parts =
    [
        "type",
        "name",
        "parent",
        "custom",
        "object",
        "dependencies",
        "propertyDependencies",
        "additionalSecretOutputs",
        "replaceOnChanges",
        "protect",
        "retainOnDelete",
    ];

    private readonly List<JsonObject> _resources;

    /// <param name="step">Folder and label: <c>faults/29-chain</c>.</param>
    public RecordedState(string step)
    {
        var state = JsonNode.Parse(File.ReadAllText(Repository.PathOf("sandbox", "Tests", "Recordings", step + ".state.json")))!;
        _resources = [.. state["deployment"]!["resources"]!.AsArray().Select(resource => resource!.AsObject()).Where(IsRegistered)];
    }

    public IReadOnlyList<WireRequest> Requests => [.. _resources.Select(Request)];

    /// <summary>The engine's response to a registration, with a placeholder for each secret.</summary>
    public RegisterResourceResponse Answer(RegisterResourceRequest request)
    {
        var resource = _resources.Single(one => (string)one["type"]! == request.Type && NameOf(one) == request.Name);
        var outputs = (resource["outputs"]?.ToJsonString() ?? "{}").Replace("\"ciphertext\"", "\"value\"", StringComparison.Ordinal);
        return new()
        {
            Urn = (string)resource["urn"]!,
            Id = (string?)resource["id"] ?? "",
            Object = Sdk.WireValues.Parse(outputs),
        };
    }

    /// <summary>A request of ours with this state's form of secrets.</summary>
    public static WireRequest Masked(RegisterResourceRequest request) =>
        WireRequest.Of("RegisterResource", Mask(JsonNode.Parse(JsonFormatter.Default.Format(request)))!.AsObject());

    // The engine creates default providers itself.
    private static bool IsRegistered(JsonObject resource) => !NameOf(resource).StartsWith("default_", StringComparison.Ordinal);

    private static string NameOf(JsonObject resource) => ((string)resource["urn"]!).Split("::")[^1];

    private static WireRequest Request(JsonObject resource)
    {
        var request = new JsonObject { ["name"] = NameOf(resource), ["object"] = new JsonObject() };
        foreach (var (name, value) in resource)
        {
            switch (name)
            {
                case "inputs":
                    request["object"] = Mask(Inputs(value!.AsObject()));
                    break;
                case "propertyDependencies":
                    request[name] = new JsonObject(
                        value!.AsObject().Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Urns(property.Value!.AsArray())))
                    );
                    break;
                case "custom" when !(bool)value!:
                    break;
                case var _ when s_parts.Contains(name):
                    request[name] = value?.DeepClone();
                    break;
            }
        }

        return WireRequest.Of("RegisterResource", request, s_parts);
    }

    /// <summary>The inputs without additions of the engine and the plugins.</summary>
    private static JsonObject Inputs(JsonObject inputs) =>
        new(
            inputs
                .Where(input => !input.Key.StartsWith("__", StringComparison.Ordinal) && input.Key != "version")
                .Select(input => KeyValuePair.Create(input.Key, input.Value?.DeepClone()))
        );

    private static JsonObject Urns(JsonArray urns) => urns.Count == 0 ? [] : new JsonObject { ["urns"] = urns.DeepClone() };

    private static JsonNode? Mask(JsonNode? value) =>
        value switch
        {
            JsonObject members when members.ContainsKey(Signature) => Secret,
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Mask(member.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Mask)]),
            _ => value?.DeepClone(),
        };
}
