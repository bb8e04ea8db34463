using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>The zone's singletons. Each has a name, and members with defaults.</summary>
internal static class ZoneObjects
{
    /// <summary>The current value, or a new zone's.</summary>
    public static JsonElement Get<T>(Zone zone, string name, T standard) =>
        zone.Objects.TryGetValue(name, out var set) ? set : ZoneJson.Element(standard);

    /// <summary>Sets a value.</summary>
    public static Zone Set<T>(Zone zone, string name, T value) =>
        zone with
        {
            Objects = zone.Objects.SetItem(name, ZoneJson.Element(value)),
        };

    /// <summary>Resets to a new zone's value.</summary>
    public static Zone Reset(Zone zone, string name) => zone with { Objects = zone.Objects.Remove(name) };

    /// <summary>Merges a request's members into an object.</summary>
    /// <exception cref="ApiException">The request has an unknown member or an invalid value.</exception>
    public static JsonElement Merged(JsonElement current, Body changes, IReadOnlyDictionary<string, Func<JsonElement, bool>> members)
    {
        var merged = JsonObject.Create(current)!;
        foreach (var member in changes.Json.EnumerateObject())
        {
            if (!members.TryGetValue(member.Name, out var takes))
                throw ApiErrors.Invalid(member.Name, "is not known, or not in the Free plan");
            if (!takes(member.Value))
                throw ApiErrors.Invalid(member.Name, $"cannot be {member.Value.GetRawText()}");
            merged[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }
        return ZoneJson.Element(merged);
    }

    /// <summary>Whether the value is a boolean.</summary>
    public static bool Flag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    /// <summary>Checks that the value is one of these strings.</summary>
    public static Func<JsonElement, bool> OneOf(params string[] values) =>
        value => value.ValueKind == JsonValueKind.String && values.Contains(value.GetString());
}
