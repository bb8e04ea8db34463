namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>What Cloudflare may keep of the origin's answers: files from the disk, and what NodeBB serves as a public upload. Nothing else.</summary>
/// <remarks>
/// Cloudflare's rules go by the address, so whatever the origin answers there would be kept: a page with a visitor's token, or an error. The header
/// Cloudflare-CDN-Cache-Control goes before Cache-Control, and Cloudflare does not hand it on, so browsers see what NodeBB says.
/// https://developers.cloudflare.com/cache/concepts/cdn-cache-control/
/// </remarks>
internal static class EdgeCaching
{
    /// <summary>The header that keeps an answer out of Cloudflare's cache, whatever becomes of it.</summary>
    public const string NotKept = "add_header Cloudflare-CDN-Cache-Control no-store always;";

    /// <summary>Variables with the values of the headers; an empty one sends no header. They stand outside of servers.</summary>
    public const string Maps =
        """
        # Cloudflare may keep a file, and an upload that gives nobody a session; no error and no redirect.
        map $status $forum_keep_file {
            default no-store;
            200 "";
            206 "";
            304 "";
        }

        map "$status $upstream_http_set_cookie" $forum_keep_upload {
            default no-store;
            "~^(?:200|206|304) $" "";
        }

        # What nginx answers itself when something is wrong, with no word from NodeBB (which always says what time it is).
        map "$status $upstream_http_date" $forum_own_error {
            default "";
            "~^[45]\d\d $" no-store;
        }
        """;
}
