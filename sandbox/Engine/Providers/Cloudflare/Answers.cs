using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>From inputs to requests, and from the API's answers to a resource's outputs.</summary>
internal static class Answers
{
    /// <summary>Fills in a call's path.</summary>
    public static string Path(ApiCall call, string id, Struct properties) => call.Path
        .Replace("{zoneId}", Uri.EscapeDataString(properties.Text("zoneId") ?? ""), StringComparison.Ordinal)
        .Replace("{settingId}", Uri.EscapeDataString(properties.Text("settingId") ?? id), StringComparison.Ordinal)
        .Replace("{id}", Uri.EscapeDataString(id), StringComparison.Ordinal);

    /// <summary>A request's body: the inputs but those in the path, and what the provider always sends; keys in order.</summary>
    public static JsonObject Body(ResourceKind kind, Struct inputs, bool update)
    {
        var fields = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in kind.Always.Concat(update ? kind.AlwaysOnUpdate : new Dictionary<string, object>()))
        {
            fields[name] = System.Text.Json.JsonSerializer.SerializeToNode(value);
        }

        foreach (var (name, value) in inputs.Plain().Fields.Where(field => !kind.PathInputs.Contains(field.Key) && !field.Value.IsNull))
        {
            fields[ApiNames.ToApi(name)] = ApiNames.ToJson(name, value);
        }

        foreach (var rule in (fields.GetValueOrDefault("rules") as JsonArray ?? []).OfType<JsonObject>().Where(SendsEmptyParameters))
        {
            rule["action_parameters"] ??= new JsonObject();
        }

        return new JsonObject(fields);
    }

    /// <summary>The outputs of a resource: what the API answered, and what only the inputs say.</summary>
    public static Struct Outputs(ResourceKind kind, string id, Struct inputs, JsonNode? answer)
    {
        var outputs = new Struct { Fields = { ["__meta"] = Value.ForString("{\"schema_version\":\"500\"}"), ["id"] = Value.ForString(id) } };
        foreach (var (field, json) in answer as JsonObject ?? [])
        {
            var name = ApiNames.FromApi(field);
            if ((kind.Inputs.Contains(name) || kind.Computed.Contains(name) || kind.ComputedWith.Values.Contains(name))
                && ApiNames.FromJson(field, json) is { } value)
            {
                outputs.Fields[name] = name == "rules" ? Rules(value) : value;
            }
        }

        if (kind.Computed.Contains("certificateId"))
        {
            outputs.Fields["certificateId"] = Value.ForString(id);
        }

        foreach (var (name, value) in inputs.Fields.Where(field => !outputs.Fields.ContainsKey(field.Key) && kind.Inputs.Contains(field.Key)))
        {
            outputs.Fields[name] = value;
        }

        foreach (var name in kind.Secrets.Where(outputs.Fields.ContainsKey))
        {
            outputs.Fields[name] = Markers.Secret(outputs.Fields[name]);
        }

        return outputs;
    }

    /// <summary>The outputs right after a creation.</summary>
    public static Struct Created(ResourceKind kind, string id, Struct inputs, JsonNode? answer)
    {
        var outputs = Outputs(kind, id, inputs, answer);
        var empty = inputs.Text("type") == "CNAME" ? kind.EmptyInNewCname : new Dictionary<string, Value>();
        foreach (var (name, value) in empty.Where(pair => outputs.Fields.GetValueOrDefault(pair.Key) is { IsMap: true, StructValue.Fields.Count: 0 }))
        {
            outputs.Fields[name] = value.Clone();
        }

        return outputs;
    }

    /// <summary>The inputs as they would have to be for what a read found; only those that were given, so that nothing new is asked for.</summary>
    public static Struct Inputs(ResourceKind kind, Struct old, Struct outputs)
    {
        var inputs = new Struct();
        foreach (var name in kind.Inputs.Where(name => old.Fields.Count == 0 ? outputs.Fields.ContainsKey(name) : old.Fields.ContainsKey(name)))
        {
            var found = outputs.Fields.GetValueOrDefault(name);
            var asked = old.Fields.GetValueOrDefault(name);
            inputs.Fields[name] = found is null || (asked is not null && Covers(found, asked)) ? asked ?? Value.ForNull() : found;
        }

        return inputs;
    }

    /// <summary>Whether what is there has everything that was asked for; what the API added does not count.</summary>
    public static bool Covers(Value there, Value asked)
    {
        (there, asked) = (there.Element, asked.Element);
        if (asked.IsMap && there.IsMap)
        {
            return asked.StructValue.Fields.All(field =>
                field.Value.IsNull || (there.StructValue.Fields.TryGetValue(field.Key, out var value) && Covers(value, field.Value)));
        }

        if (asked.IsList && there.IsList)
        {
            var (have, want) = (there.ListValue.Values, asked.ListValue.Values);
            return have.Count == want.Count && have.Zip(want).All(pair => Covers(pair.First, pair.Second));
        }

        return there.Equals(asked);
    }

    /// <summary>Rules without the fields that change with every write.</summary>
    private static Value Rules(Value rules)
    {
        foreach (var rule in rules.ListValue.Values.Where(rule => rule.IsMap))
        {
            rule.StructValue.Fields.Remove("version");
            rule.StructValue.Fields.Remove("lastUpdated");
            rule.StructValue.Fields.Remove("categories");
        }

        return rules;
    }

    /// <summary>Actions whose parameters the provider sends as an empty object when there are none.</summary>
    private static bool SendsEmptyParameters(JsonObject rule) =>
        rule["action"]?.GetValue<string>() is "block" or "managed_challenge" or "js_challenge" or "challenge" or "log";
}
