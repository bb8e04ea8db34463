namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The limits of the Free plan.</summary>
/// <remarks>https://developers.cloudflare.com/plans/</remarks>
internal static class FreePlanLimits
{
    public const int DnsRecords = 200;

    public const int CommentCharacters = 100;

    /// <summary>
    /// The shortest edge TTL of a cache rule, in seconds. https://developers.cloudflare.com/cache/how-to/edge-browser-cache-ttl/
    /// </summary>
    public const int MinEdgeTtl = 7_200;

    /// <summary>
    /// The only period and timeout of a rate-limiting rule, in seconds.
    /// https://developers.cloudflare.com/waf/rate-limiting-rules/#availability
    /// </summary>
    public const int RateLimitSeconds = 10;

    /// <summary>
    /// The phases that the edge simulates, each with its rule limit and actions.
    /// https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
    /// </summary>
    public static readonly IReadOnlyDictionary<string, Phase> Phases = new Dictionary<string, Phase>
    {
        // The Free plan has no "log" action in custom rules, but downgraded zones keep such rules, and imports must read them.
        ["http_request_firewall_custom"] = new(5, "block", "challenge", "js_challenge", "managed_challenge", "skip", "log"),
        ["http_ratelimit"] = new(1, "block"),
        ["http_request_firewall_managed"] = new(10, "execute", "skip"),
        ["http_request_cache_settings"] = new(10, "set_cache_settings"),
    };

    /// <summary>What a custom rule can skip. https://developers.cloudflare.com/waf/custom-rules/skip/options/</summary>
    public static readonly IReadOnlyList<string> SkippablePhases = ["http_ratelimit", "http_request_sbfm", "http_request_firewall_managed"];

    /// <inheritdoc cref="SkippablePhases"/>
    public static readonly IReadOnlyList<string> SkippableProducts =
    [
        "zoneLockdown",
        "uaBlock",
        "bic",
        "hot",
        "securityLevel",
        "rateLimit",
        "waf",
    ];
}

/// <summary>A phase of request processing.</summary>
/// <param name="MostRules">Its rule limit on the Free plan.</param>
/// <param name="Actions">Its allowed actions.</param>
internal sealed record Phase(int MostRules, params string[] Actions);
