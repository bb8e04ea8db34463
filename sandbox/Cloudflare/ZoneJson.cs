using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>JSON in Cloudflare's format, with snake-case names. The state file uses it too.</summary>
internal static class ZoneJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>The current time in Cloudflare's format.</summary>
    public static string Now() =>
        DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A new id: 32 hexadecimal characters.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N");

    public static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    public static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    public static byte[] ToFile<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Indented);

    public static T? FromFile<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, Indented);
}
