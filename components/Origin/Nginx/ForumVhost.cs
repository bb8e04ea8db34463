using System.Globalization;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>The forum's servers: <c>/etc/nginx/conf.d/forum.conf</c>, assembled from the files in <c>forum/</c>.</summary>
internal static class ForumVhost
{
    // The disk space for all concurrent uploads, and the largest number of them.
    private const int DiskMegabytes = 2_000,
        MostUploads = 500;

    private static readonly string[] Common = ["server", "request-targets", "edge-caching", "visitor-limits"];

    /// <summary>Renders the file.</summary>
    /// <param name="server">The server's settings.</param>
    public static string Render(ForumServer server) =>
        HostFile.Render(
            [.. Parts(server).Select(part => $"Origin/Nginx/forum/{part}.conf")],
            ("DOMAIN", server.Domain.Name),
            ("UPLOAD_MEGABYTES", server.MaxUploadMb.ToString(CultureInfo.InvariantCulture)),
            ("ALL_UPLOADS", Math.Min(MostUploads, DiskMegabytes / server.MaxUploadMb).ToString(CultureInfo.InvariantCulture))
        );

    private static IEnumerable<string> Parts(ForumServer server) =>
        ["names", .. server.Domain.Www is null ? Array.Empty<string>() : ["www"], .. Common, server.IsIndexed ? "indexed" : "not-indexed"];
}
