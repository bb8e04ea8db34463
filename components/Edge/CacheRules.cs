namespace NodeBBInfra.Components.Edge;

/// <summary>The zone's cache rules (guide, step 6).</summary>
/// <remarks>
/// All rules are applied in order and a later one overrides an earlier one, so what must never be cached comes last.
/// https://developers.cloudflare.com/cache/how-to/cache-rules/order/
/// </remarks>
internal static class CacheRules
{
    /// <summary>The ruleset's name in the stack.</summary>
    public const string ResourceName = "cache";

    /// <summary>The phase whose entry point the rules are.</summary>
    public const string Phase = "http_request_cache_settings";

    // Cloudflare caches by the end of the path, and a topic "How to use node.js" is at /topic/1/how-to-use-node.js: without this rule, the page
    // that a visitor got, token and all, goes to everybody who asks for that address, also to servers that ask for ActivityPub's JSON.
    // https://developers.cloudflare.com/cache/concepts/default-cache-behavior/#default-cached-file-extensions
    private static readonly EdgeRule Pages = new(
        "nodebb_never_cache_pages",
        "NodeBB - never cache pages",
        """
        not starts_with(http.request.uri.path, "/assets/") and not starts_with(http.request.uri.path, "/uploads/") and http.request.uri.path ne "/favicon.ico"
        """,
        new EdgeAction.BypassCache());

    private static readonly EdgeRule Assets = new(
        "nodebb_cache_assets",
        "NodeBB - cache assets and uploads",
        """(starts_with(http.request.uri.path, "/assets/")) or (starts_with(http.request.uri.path, "/uploads/"))""",
        new EdgeAction.Cache());

    // NodeBB's option "private uploads" refuses files below here to visitors who are not logged in. Cloudflare caches many of their
    // extensions even without a rule, so the rule is there whether assets are cached or not.
    private static readonly EdgeRule PrivateUploads = new(
        "nodebb_never_cache_private_uploads",
        "NodeBB - never cache uploads that may be private",
        """(http.request.uri.path contains "/uploads/files")""",
        new EdgeAction.BypassCache());

    private static readonly EdgeRule SocketsAndApi = new(
        "nodebb_never_cache_socket_io_and_api",
        "NodeBB - never cache socket.io and API",
        """(http.request.uri.path contains "/socket.io/") or (http.request.uri.path contains "/api/")""",
        new EdgeAction.BypassCache());

    /// <summary>The rules, in the order in which Cloudflare applies them.</summary>
    /// <param name="cacheAssets">Whether assets and uploads are cached by the guide's optional rule.</param>
    public static IReadOnlyList<EdgeRule> Render(bool cacheAssets) =>
        cacheAssets ? [Pages, Assets, PrivateUploads, SocketsAndApi] : [Pages, PrivateUploads, SocketsAndApi];
}
