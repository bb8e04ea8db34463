using System.Text.Json;
using System.Text.Json.Serialization;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A DNS record in the API's format.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/dns/subresources/records/</remarks>
internal sealed record DnsRecord
{
    /// <summary>The automatic TTL, the only one of a proxied record.</summary>
    public const int AutomaticTtl = 1;

    public required string Id { get; init; }

    /// <summary>The full name, in lower case.</summary>
    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string Content { get; init; }

    public bool Proxiable => IsProxiable(Type);

    public bool Proxied { get; init; }

    /// <summary>Seconds, or <see cref="AutomaticTtl"/>.</summary>
    public int Ttl { get; init; } = AutomaticTtl;

    public JsonElement Settings { get; init; } = ZoneJson.Element(new { });

    public JsonElement Meta { get; init; } = ZoneJson.Element(new { });

    public string? Comment { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Data { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Priority { get; init; }

    public required string CreatedOn { get; init; }

    public required string ModifiedOn { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CommentModifiedOn { get; init; }

    /// <summary>Whether records of the type can be proxied.</summary>
    public static bool IsProxiable(string type) => type is "A" or "AAAA" or "CNAME";
}
