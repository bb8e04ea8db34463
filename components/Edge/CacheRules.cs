namespace NodeBBInfra.Components.Edge;

/// <summary>The zone's cache rules (step 6 of the guide).</summary>
/// <remarks>
/// Cloudflare applies all rules in order, and a later one overrides an earlier one. So rules that prevent caching come last.
/// https://developers.cloudflare.com/cache/how-to/cache-rules/order/
/// </remarks>
public static class CacheRules
{
    /// <summary>The ruleset's resource name.</summary>
    public const string ResourceName = "cache";

    /// <summary>The phase of the entry-point ruleset.</summary>
    public const string Phase = "http_request_cache_settings";

    // Cloudflare caches by file extension, and a topic "How to use node.js" has the path /topic/1/how-to-use-node.js. Without this rule,
    // one visitor's page, CSRF token included, would be served to everybody who requests that URL, and to servers that request
    // ActivityPub's JSON.
    // https://developers.cloudflare.com/cache/concepts/default-cache-behavior/#default-cached-file-extensions
    private static readonly EdgeRule Pages = new(
        "nodebb_never_cache_pages",
        "NodeBB - never cache pages",
        """
        not starts_with(http.request.uri.path, "/assets/") and not starts_with(http.request.uri.path, "/uploads/") and http.request.uri.path ne "/favicon.ico"
        """,
        new EdgeAction.BypassCache()
    );

    private static readonly EdgeRule Assets = new(
        "nodebb_cache_assets",
        "NodeBB - cache assets and uploads",
        """(starts_with(http.request.uri.path, "/assets/")) or (starts_with(http.request.uri.path, "/uploads/"))""",
        new EdgeAction.Cache()
    );

    // NodeBB's option "private uploads" denies guests the files below this path. Cloudflare caches many of their extensions by default, so
    // the rule is needed whether assets are cached or not.
    private static readonly EdgeRule PrivateUploads = new(
        "nodebb_never_cache_private_uploads",
        "NodeBB - never cache uploads that may be private",
        """(http.request.uri.path contains "/uploads/files")""",
        new EdgeAction.BypassCache()
    );

    private static readonly EdgeRule SocketsAndApi = new(
        "nodebb_never_cache_socket_io_and_api",
        "NodeBB - never cache socket.io and API",
        """(http.request.uri.path contains "/socket.io/") or (http.request.uri.path contains "/api/")""",
        new EdgeAction.BypassCache()
    );

    /// <summary>The rules, in the order in which Cloudflare applies them.</summary>
    /// <param name="hosts">The hosts that they are for.</param>
    /// <param name="cacheAssets">Whether to add the guide's optional rule, which caches assets and uploads.</param>
    public static IReadOnlyList<EdgeRule> Render(ForumHosts hosts, bool cacheAssets)
    {
        EdgeRule[] rules = cacheAssets ? [Pages, Assets, PrivateUploads, SocketsAndApi] : [Pages, PrivateUploads, SocketsAndApi];
        return [.. rules.Select(rule => rule.Only(hosts))];
    }
}
