namespace NodeBBInfra.Components.Edge;

/// <summary>The zone's custom rules: one, which keeps Cloudflare's checks away from socket.io and the API (guide, step 5).</summary>
/// <remarks>
/// A challenge is a page, and neither a polling request nor an API client can answer it. Of what can be skipped, the rule skips what
/// exists on the Free plan. <c>ruleset</c>, <c>phases</c> and <c>products</c> may stand in one rule:
/// https://developers.cloudflare.com/waf/custom-rules/skip/api-examples/. Left out on purpose: Bot Fight Mode, which no rule can skip;
/// <c>http_request_sbfm</c> and <c>zoneLockdown</c>, which Free zones do not have; <c>rateLimit</c> and <c>waf</c>, previous versions
/// that new zones do not have. https://developers.cloudflare.com/waf/custom-rules/skip/options/
/// </remarks>
internal static class WafRules
{
    /// <summary>The phase whose entry point the rules are.</summary>
    public const string Phase = "http_request_firewall_custom";

    /// <summary>The rules, in the order in which Cloudflare applies them.</summary>
    public static IReadOnlyList<EdgeRule> Render() =>
    [
        new(
            "nodebb_bypass_socket_io_and_api",
            "NodeBB - bypass socket.io and API",
            """(http.request.uri.path contains "/socket.io") or (http.request.uri.path contains "/api/")""",
            new EdgeAction.Skip(
                ["http_ratelimit", "http_request_firewall_managed"],
                ["bic", "hot", "securityLevel", "uaBlock"])),
    ];
}
