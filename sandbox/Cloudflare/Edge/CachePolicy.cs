using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>What the cache may do with a response: the defaults, changed by each matching cache rule. The last one wins.</summary>
/// <remarks>https://developers.cloudflare.com/cache/how-to/cache-rules/settings/ and .../order/</remarks>
internal sealed record CachePolicy
{
    // The Free plan's smallest edge TTL. https://developers.cloudflare.com/cache/how-to/edge-browser-cache-ttl/
    private const int SmallestEdgeTtl = 7200;

    /// <summary>Whether a rule made the request eligible or bypassed it; null decides by file extension.</summary>
    public bool? ByRule { get; private init; }

    /// <summary>The source of the edge TTL.</summary>
    public TtlMode EdgeMode { get; private init; }

    /// <summary>The edge TTL that overrides the origin's.</summary>
    public TimeSpan EdgeTtl { get; private init; }

    /// <summary>The source of the browser TTL; null is the zone's setting.</summary>
    public TtlMode? BrowserMode { get; private init; }

    /// <summary>The browser TTL that overrides the origin's.</summary>
    public TimeSpan BrowserTtl { get; private init; }

    /// <summary>Applies the rules in order.</summary>
    public static CachePolicy From(IEnumerable<ZoneRule> rules) =>
        rules
            .Where(rule => rule.Action == "set_cache_settings" && rule.ActionParameters is { ValueKind: JsonValueKind.Object })
            .Aggregate(new CachePolicy(), (policy, rule) => policy.With(rule.ActionParameters!.Value));

    private CachePolicy With(JsonElement settings)
    {
        var policy = this;
        if (settings.TryGetProperty("cache", out var cache) && cache.ValueKind is JsonValueKind.True or JsonValueKind.False)
            policy = policy with { ByRule = cache.GetBoolean() };
        if (settings.TryGetProperty("edge_ttl", out var edge) && edge.ValueKind == JsonValueKind.Object)
            policy = policy with { EdgeMode = Mode(edge), EdgeTtl = Seconds(edge, "default", SmallestEdgeTtl) };
        if (settings.TryGetProperty("browser_ttl", out var browser) && browser.ValueKind == JsonValueKind.Object)
            policy = policy with { BrowserMode = Mode(browser), BrowserTtl = Seconds(browser, "default", smallest: 1) };
        return policy;
    }

    private static TtlMode Mode(JsonElement ttl) =>
        (ttl.TryGetProperty("mode", out var mode) ? mode.GetString() : null) switch
        {
            "override_origin" => TtlMode.Override,
            "bypass_by_default" or "bypass" => TtlMode.BypassByDefault,
            _ => TtlMode.RespectOrigin,
        };

    private static TimeSpan Seconds(JsonElement ttl, string name, int smallest) =>
        TimeSpan.FromSeconds(Math.Max(smallest, Number(ttl, name) ?? 0));

    private static int? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}

/// <summary>The source of a TTL.</summary>
internal enum TtlMode
{
    /// <summary>The origin, with a default.</summary>
    RespectOrigin,

    /// <summary>The rule.</summary>
    Override,

    /// <summary>The origin; without its headers, the response is not cached.</summary>
    BypassByDefault,
}
