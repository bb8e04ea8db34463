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

    private static readonly string[] ActivityTypes = ["application/activity+json", "application/ld+json"];

    // The guide's step 5, but where the path begins: anywhere in it, /login/api/ would get past the checks too.
    private static readonly EdgeRule SocketsAndApi = new(
        "nodebb_bypass_socket_io_and_api",
        "NodeBB - bypass socket.io and API",
        """starts_with(http.request.uri.path, "/socket.io/") or starts_with(http.request.uri.path, "/api/")""",
        SkipChecks);

    // What other servers ask: posts and people as JSON, at the addresses of their pages; who is who; a certificate's proof. And what they deliver:
    // NodeBB has /inbox, /uid/<id>/inbox and /category/<id>/inbox. https://www.w3.org/TR/activitypub/#retrieving-objects and #server-to-server-interactions
    private static readonly EdgeRule Fediverse = new(
        "nodebb_bypass_activitypub",
        "NodeBB - bypass ActivityPub and .well-known",
        $$"""
        (http.request.method in {"GET" "HEAD"} and (starts_with(http.request.uri.path, "/.well-known/") or starts_with(http.request.uri.path, "/nodeinfo/")
         or {{Names("accept")}})) or (http.request.method eq "POST" and ends_with(http.request.uri.path, "/inbox") and {{Names("content-type")}})
        """.ReplaceLineEndings(""),
        SkipChecks);

    /// <summary>The rules, in the order in which Cloudflare applies them.</summary>
    public static IReadOnlyList<EdgeRule> Render() => [SocketsAndApi, Fediverse];

    // Whether a header names one of ActivityPub's types, alone or in a list, with parameters or without. A type ends at a comma, a semicolon or with the
    // header, which gets a comma for it. Blanks around signs mean nothing, nor does the case of letters, which "wildcard" disregards.
    private static string Names(string header)
    {
        var value = $"""concat(remove_bytes(http.request.headers["{header}"][*], "\x20\x09")[*], ",")[*]""";
        var patterns = from type in ActivityTypes from before in (string[])["", "*,"] from after in ",;" select $"""{value} wildcard "{before}{type}{after}*" """.TrimEnd();
        return $"any(({string.Join(" or ", patterns)}))";
    }
}
