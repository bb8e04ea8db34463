namespace NodeBBInfra.Components.Edge;

/// <summary>The zone's custom rules: they keep Cloudflare's checks away from what no person looks at.</summary>
/// <remarks>
/// A challenge is a page, and neither a polling request, an API client nor another server of the fediverse can answer it. Of what can be
/// skipped, the rules skip what exists on the Free plan. <c>ruleset</c>, <c>phases</c> and <c>products</c> may stand in one rule:
/// https://developers.cloudflare.com/waf/custom-rules/skip/api-examples/. Left out on purpose: Bot Fight Mode, which no rule can skip, so
/// <see cref="EdgeComponent"/> switches it off; <c>http_request_sbfm</c> and <c>zoneLockdown</c>, which Free zones do not have;
/// <c>rateLimit</c> and <c>waf</c>, previous versions that new zones do not have.
/// https://developers.cloudflare.com/waf/custom-rules/skip/options/
/// </remarks>
internal static class WafRules
{
    /// <summary>The ruleset's name in the stack.</summary>
    public const string ResourceName = "waf";

    /// <summary>The phase whose entry point the rules are.</summary>
    public const string Phase = "http_request_firewall_custom";

    private static readonly EdgeAction SkipChecks = new EdgeAction.Skip(
        ["http_ratelimit", "http_request_firewall_managed"],
        ["bic", "hot", "securityLevel", "uaBlock"]);

    // The guide's step 5, word for word.
    private static readonly EdgeRule SocketsAndApi = new(
        "nodebb_bypass_socket_io_and_api",
        "NodeBB - bypass socket.io and API",
        """(http.request.uri.path contains "/socket.io") or (http.request.uri.path contains "/api/")""",
        SkipChecks);

    // What other servers ask: posts and people as JSON, at the addresses of their pages; deliveries; who is who; a certificate's proof.
    // https://www.w3.org/TR/activitypub/#retrieving-objects
    private static readonly EdgeRule Fediverse = new(
        "nodebb_bypass_activitypub",
        "NodeBB - bypass ActivityPub and .well-known",
        """
        any(http.request.headers["accept"][*] contains "application/activity+json")
         or any(http.request.headers["accept"][*] contains "application/ld+json")
         or any(http.request.headers["content-type"][*] contains "application/activity+json")
         or any(http.request.headers["content-type"][*] contains "application/ld+json")
         or starts_with(http.request.uri.path, "/.well-known/")
         or starts_with(http.request.uri.path, "/nodeinfo/")
        """.ReplaceLineEndings(""),
        SkipChecks);

    /// <summary>The rules, in the order in which Cloudflare applies them.</summary>
    public static IReadOnlyList<EdgeRule> Render() => [SocketsAndApi, Fediverse];
}
