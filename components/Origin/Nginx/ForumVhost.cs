using System.Globalization;
using System.Text;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>The forum's servers: <c>/etc/nginx/conf.d/forum.conf</c>, assembled from the files in <c>forum/</c>.</summary>
internal static class ForumVhost
{
    // The disk space for all concurrent uploads, and the largest number of them.
    private const int DiskMegabytes = 2_000,
        MostUploads = 500;

    private const string BeforeBanner = "    proxy_redirect off;\n";

    // It covers nothing that can be clicked.
    private const string BannerStyle =
        "position:fixed;inset:auto 0 0;z-index:2147483647;pointer-events:none;padding:2px;text-align:center;font:bold 14px sans-serif;color:#000;background:#fc0";

    private static readonly string[] Common = ["server", "request-targets", "edge-caching", "visitor-limits"];

    /// <summary>Renders the file.</summary>
    /// <param name="server">The server's settings.</param>
    public static string Render(ForumServer server)
    {
        var file = HostFile.Render(
            [.. Parts(server).Select(part => $"Origin/Nginx/forum/{part}.conf")],
            ("DOMAIN", server.Domain.Name),
            ("UPLOAD_MEGABYTES", server.MaxUploadMb.ToString(CultureInfo.InvariantCulture)),
            ("ALL_UPLOADS", Math.Min(MostUploads, DiskMegabytes / server.MaxUploadMb).ToString(CultureInfo.InvariantCulture))
        );
        return server.Banner is { } banner ? file.Replace(BeforeBanner, BeforeBanner + Banner(banner), StringComparison.Ordinal) : file;
    }

    private static string Banner(string text)
    {
        // nginx expands a $ in a string and has no way to write one, so all but letters and digits is written as HTML does.
        var html = string.Concat(text.EnumerateRunes().Select(c => Rune.IsLetterOrDigit(c) || c.Value == ' ' ? $"{c}" : $"&#{c.Value};"));
        return $"""

                # What this forum is, on every page. A compressed page could not be changed.
                proxy_set_header Accept-Encoding "";
                sub_filter '<title>' '<title>{html}: ';
                sub_filter '</body>' '<div role="status" style="{BannerStyle}">{html}</div></body>';

            """;
    }

    private static IEnumerable<string> Parts(ForumServer server) =>
        ["names", .. server.Domain.Www is null ? Array.Empty<string>() : ["www"], .. Common, server.IsIndexed ? "indexed" : "not-indexed"];
}
