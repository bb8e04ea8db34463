using System.Globalization;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>The forum's servers: <c>/etc/nginx/conf.d/forum.conf</c>, assembled from the files in <c>forum/</c>.</summary>
internal static class ForumVhost
{
    // The disk space for all concurrent uploads, and the largest number of them.
    private const int DiskMegabytes = 2_000,
        MostUploads = 500;

    private static readonly string[] Parts = ["names", "server", "request-targets", "edge-caching", "visitor-limits"];

    /// <summary>Renders the file.</summary>
    /// <param name="server">The server's settings.</param>
    public static string Render(ForumServer server) =>
        HostFile.Render(
            [.. Parts.Select(part => $"Origin/Nginx/forum/{part}.conf")],
            ("DOMAIN", server.Domain.Apex),
            ("UPLOAD_MEGABYTES", server.MaxUploadMb.ToString(CultureInfo.InvariantCulture)),
            ("ALL_UPLOADS", Math.Min(MostUploads, DiskMegabytes / server.MaxUploadMb).ToString(CultureInfo.InvariantCulture))
        );
}
