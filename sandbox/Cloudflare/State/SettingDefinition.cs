using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A zone setting.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Default">A new zone's value.</param>
/// <param name="Editable">Whether the Free plan may change it.</param>
/// <param name="Takes">Validates a value.</param>
/// <param name="Values">The allowed values, for messages.</param>
internal sealed record SettingDefinition(string Id, JsonElement Default, bool Editable, Func<JsonElement, bool> Takes, string Values)
{
    /// <summary>A setting with one of these strings.</summary>
    public static SettingDefinition Choice(string id, string standard, params string[] values) =>
        new(
            id,
            ZoneJson.Element(standard),
            Editable: true,
            value => value.ValueKind == JsonValueKind.String && values.Contains(value.GetString()),
            string.Join(", ", values)
        );

    /// <summary>A setting with one of these numbers.</summary>
    public static SettingDefinition Number(string id, int standard, params int[] values) =>
        new(
            id,
            ZoneJson.Element(standard),
            Editable: true,
            value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && values.Contains(number),
            string.Join(", ", values)
        );

    /// <summary>A setting that the Free plan cannot change.</summary>
    public static SettingDefinition Fixed<T>(string id, T standard) =>
        new(id, ZoneJson.Element(standard), Editable: false, _ => false, "its default");

    /// <summary>An object setting: values may have only its members, with the same types.</summary>
    public static SettingDefinition Object<T>(string id, T standard)
    {
        var shape = ZoneJson.Element(standard);
        return new(id, shape, Editable: true, value => Fits(value, shape), $"an object like {shape.GetRawText()}");
    }

    // Members are optional, but unknown ones are refused. True and false are different kinds in System.Text.Json.
    private static bool Fits(JsonElement value, JsonElement shape) =>
        (value.ValueKind, shape.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => value
                .EnumerateObject()
                .All(member => shape.TryGetProperty(member.Name, out var inner) && Fits(member.Value, inner)),
            (JsonValueKind.True or JsonValueKind.False, JsonValueKind.True or JsonValueKind.False) => true,
            var (left, right) => left == right,
        };
}
