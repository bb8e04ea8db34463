using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>The zone's single objects: each has a name, and members with defaults until they are set.</summary>
internal static class ZoneObjects
{
    /// <summary>An object as it is, or as a new zone has it.</summary>
    public static JsonElement Get<T>(Zone zone, string name, T standard) => zone.Objects.TryGetValue(name, out var set) ? set : ZoneJson.Element(standard);

    /// <summary>Sets an object.</summary>
    public static Zone Set<T>(Zone zone, string name, T value) => zone with { Objects = zone.Objects.SetItem(name, ZoneJson.Element(value)) };

    /// <summary>Puts an object back to what a new zone has.</summary>
    public static Zone Reset(Zone zone, string name) => zone with { Objects = zone.Objects.Remove(name) };

    /// <summary>An object with the members that a request gives in the place of its own.</summary>
    /// <exception cref="ApiException">The request has a member that the object lacks, or a value of another kind than is known of it.</exception>
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

    /// <summary>A member that is true or false.</summary>
    public static bool Flag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    /// <summary>A member that is one of some strings.</summary>
    public static Func<JsonElement, bool> OneOf(params string[] values) => value => value.ValueKind == JsonValueKind.String && values.Contains(value.GetString());
}
