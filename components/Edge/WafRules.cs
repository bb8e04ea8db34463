namespace NodeBBInfra.Components.Edge;

/// <summary>The zone's custom rules: they exempt requests from challenges that no browser page is there to solve.</summary>
/// <remarks>
/// A challenge is a page. Polling requests, API clients and fediverse servers cannot solve it. The rules skip everything skippable that
/// exists on the Free plan. <c>ruleset</c>, <c>phases</c> and <c>products</c> may be combined in one rule:
/// https://developers.cloudflare.com/waf/custom-rules/skip/api-examples/. Left out on purpose: Bot Fight Mode, which no rule can skip, so
/// <see cref="EdgeComponent"/> turns it off; <c>http_request_sbfm</c> and <c>zoneLockdown</c>, which Free zones do not have;
/// <c>rateLimit</c> and <c>waf</c>, previous versions that new zones do not have.
/// https://developers.cloudflare.com/waf/custom-rules/skip/options/
/// </remarks>
internal static class WafRules
{
    /// <summary>The ruleset's resource name.</summary>
    public const string ResourceName = "waf";

    /// <summary>The phase of the entry-point ruleset.</summary>
    public const string Phase = "http_request_firewall_custom";

    private static readonly EdgeAction SkipChecks = new EdgeAction.Skip(
        ["http_ratelimit", "http_request_firewall_managed"],
        ["bic", "hot", "securityLevel", "uaBlock"]
    );

    private static readonly string[] ActivityTypes = ["application/activity+json", "application/ld+json"];

    // Step 5 of the guide, but anchored at the start of the path: otherwise /login/api/ would skip the checks too.
    private static readonly EdgeRule SocketsAndApi = new(
        "nodebb_bypass_socket_io_and_api",
        "NodeBB - bypass socket.io and API",
        """starts_with(http.request.uri.path, "/socket.io/") or starts_with(http.request.uri.path, "/api/")""",
        SkipChecks
    );

    private static readonly string Read =
        """starts_with(http.request.uri.path, "/.well-known/") or starts_with(http.request.uri.path, "/nodeinfo/") or """ + Names("accept");

    private static readonly string Deliver = """ends_with(http.request.uri.path, "/inbox") and """ + Names("content-type");

    // Requests from other servers. They fetch posts and users as JSON at the URLs of their pages, WebFinger data, and ACME challenges. They
    // deliver to NodeBB's inboxes: /inbox, /uid/<id>/inbox and /category/<id>/inbox.
    // https://www.w3.org/TR/activitypub/#retrieving-objects and #server-to-server-interactions
    private static readonly EdgeRule Fediverse = new(
        "nodebb_bypass_activitypub",
        "NodeBB - bypass ActivityPub and .well-known",
        $$"""(http.request.method in {"GET" "HEAD"} and ({{Read}})) or (http.request.method eq "POST" and {{Deliver}})""",
        SkipChecks
    );

    /// <summary>The rules, in the order in which Cloudflare applies them.</summary>
    /// <param name="hosts">The hosts that they are for.</param>
    public static IReadOnlyList<EdgeRule> Render(ForumHosts hosts) =>
        [.. new[] { SocketsAndApi, Fediverse }.Select(rule => rule.Only(hosts))];

    // Whether a header contains one of ActivityPub's media types, alone or in a list, with or without parameters. A type ends at a comma, a
    // semicolon or the end of the header; a comma is appended for the last case. Spaces and tabs are removed. "wildcard"
    // ignores case.
    private static string Names(string header)
    {
        var value = $"""concat(remove_bytes(http.request.headers["{header}"][*], "\x20\x09")[*], ",")[*]""";
        var patterns =
            from type in ActivityTypes
            from before in (string[])["", "*,"]
            from after in ",;"
            select $"""{value} wildcard "{before}{type}{after}*" """.TrimEnd();
        return $"any(({string.Join(" or ", patterns)}))";
    }
}
