using System.Text.Json.Nodes;
using Google.Protobuf;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>
/// What the real engine kept of a program whose calls were not recorded: of each registration the inputs, relations and options that a
/// state has. Secrets are there as ciphertext, so that only where one is can be compared.
/// </summary>
internal sealed class RecordedState
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Secret = "(secret)";

    private static readonly HashSet<string> s_parts =
    [
        "type", "name", "parent", "custom", "object", "dependencies", "propertyDependencies", "additionalSecretOutputs", "replaceOnChanges",
        "protect", "retainOnDelete",
    ];

    private readonly List<JsonObject> _resources;

    /// <param name="step">Folder and label: <c>faults/29-chain</c>.</param>
    public RecordedState(string step)
    {
        var state = JsonNode.Parse(File.ReadAllText(Repository.PathOf("sandbox", "Tests", "Recordings", step + ".state.json")))!;
        _resources = [.. state["deployment"]!["resources"]!.AsArray().Select(resource => resource!.AsObject()).Where(IsRegistered)];
    }

    public IReadOnlyList<WireRequest> Requests => [.. _resources.Select(Request)];

    /// <summary>What the engine answered to a registration, with something in the place of each secret.</summary>
    public RegisterResourceResponse Answer(RegisterResourceRequest request)
    {
        var resource = _resources.Single(one => (string)one["type"]! == request.Type && NameOf(one) == request.Name);
        var outputs = (resource["outputs"]?.ToJsonString() ?? "{}").Replace("\"ciphertext\"", "\"value\"", StringComparison.Ordinal);
        return new()
        {
            Urn = (string)resource["urn"]!,
            Id = (string?)resource["id"] ?? "",
            Object = Sdk.Wire.Parse(outputs),
        };
    }

    /// <summary>A request of ours with each secret as this state has it.</summary>
    public static WireRequest Masked(RegisterResourceRequest request) =>
        WireRequest.Of("RegisterResource", Mask(JsonNode.Parse(JsonFormatter.Default.Format(request)))!.AsObject());

    // The engine makes a provider itself for each package of which the program made none.
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
                    request[name] = new JsonObject(value!.AsObject()
                        .Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Urns(property.Value!.AsArray()))));
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

    /// <summary>The inputs without what the engine and the plugins add.</summary>
    private static JsonObject Inputs(JsonObject inputs) => new(inputs
        .Where(input => !input.Key.StartsWith("__", StringComparison.Ordinal) && input.Key != "version")
        .Select(input => KeyValuePair.Create(input.Key, input.Value?.DeepClone())));

    private static JsonObject Urns(JsonArray urns) => urns.Count == 0 ? [] : new JsonObject { ["urns"] = urns.DeepClone() };

    private static JsonNode? Mask(JsonNode? value) => value switch
    {
        JsonObject members when members.ContainsKey(Signature) => Secret,
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Mask(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Mask)]),
        _ => value?.DeepClone(),
    };
}
