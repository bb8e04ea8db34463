using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>Between Pulumi's property names (camelCase, lists in the plural) and those of Cloudflare's API (snake_case, as they are).</summary>
internal static class ApiNames
{
    /// <summary>Lists whose Pulumi name is the plural of the API's.</summary>
    private static readonly Dictionary<string, string> Plurals = new()
    {
        ["checkPresences"] = "check_presence",
        ["configs"] = "config",
        ["includes"] = "include",
        ["lists"] = "list",
        ["statusCodeTtls"] = "status_code_ttl",
    };

    private static readonly Dictionary<string, string> Singulars = Plurals.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Properties that are maps with keys of the user's: their keys stay as they are.</summary>
    private static readonly HashSet<string> FreeMaps = ["headers", "meta"];

    public static string ToApi(string name)
    {
        if (Plurals.TryGetValue(name, out var api))
        {
            return api;
        }

        var snake = new StringBuilder();
        foreach (var character in name)
        {
            snake.Append(char.IsAsciiLetterUpper(character) ? "_" + char.ToLowerInvariant(character) : character);
        }

        return snake.ToString();
    }

    public static string FromApi(string name)
    {
        if (Singulars.TryGetValue(name, out var pulumi))
        {
            return pulumi;
        }

        var words = name.Split('_');
        return words[0] + string.Concat(words[1..].Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    /// <summary>A property as JSON for the API. A zone setting's value is the API's own already.</summary>
    public static JsonNode? ToJson(string property, Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => new JsonObject(value.StructValue.Fields
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(
                property is "value" || FreeMaps.Contains(property) ? field.Key : ToApi(field.Key),
                ToJson(property is "value" ? "value" : FreeMaps.Contains(property) ? "" : field.Key, field.Value)))),
        Value.KindOneofCase.ListValue => new JsonArray([.. value.ListValue.Values.Select(item => ToJson(property, item))]),
        _ => JsonNode.Parse(JsonValues.ToText(value)),
    };

    /// <summary>A field of an answer as a property; null for what the API leaves open.</summary>
    public static Value? FromJson(string field, JsonNode? json) => json switch
    {
        null => null,
        JsonObject map when field == "meta" => Value.ForString(map.ToJsonString()),
        JsonObject map => Value.ForStruct(FromJson(map, keepNames: field == "value" || FreeMaps.Contains(field))),
        JsonArray list => Value.ForList([.. list.Select(item => FromJson(field, item) ?? Value.ForNull())]),
        JsonValue text when field.EndsWith("_on", StringComparison.Ordinal) || field == "last_updated" => Value.ForString(Seconds(text.ToString())),
        _ => JsonValues.ToValue(json),
    };

    private static Struct FromJson(JsonObject map, bool keepNames)
    {
        var result = new Struct();
        foreach (var (key, json) in map)
        {
            if (FromJson(keepNames ? "" : key, json) is { } value)
            {
                result.Fields[keepNames ? key : FromApi(key)] = value;
            }
        }

        return result;
    }

    /// <summary>Times lose their fraction in the provider; texts that are no such time stay as they are.</summary>
    private static string Seconds(string text) =>
        text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : text;
}
