using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>JSON as Cloudflare writes it: names in snake case. The state's file is written the same way.</summary>
internal static class ZoneJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>The time now, as Cloudflare writes times.</summary>
    public static string Now() => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A new id: 32 hexadecimal characters.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N");

    public static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    public static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    public static byte[] ToFile<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Indented);

    public static T? FromFile<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, Indented);
}
