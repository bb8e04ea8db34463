using System.Globalization;
using NodeBBInfra.Components.Settings;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>The forum's servers: <c>/etc/nginx/conf.d/forum.conf</c>, made of the files in <c>forum/</c>.</summary>
internal static class ForumVhost
{
    // What all uploads at once may take of the disk, and how many they are at most.
    private const int DiskMegabytes = 2_000, MostUploads = 500;

    private static readonly string[] Parts = ["names", "server", "request-targets", "edge-caching", "visitor-limits"];

    /// <summary>The file.</summary>
    /// <param name="domain">The forum's names.</param>
    /// <param name="maxUploadMb">How large an upload may be, in megabytes.</param>
    public static string Render(ForumDomain domain, int maxUploadMb) => HostFile.Render(
        [.. Parts.Select(part => $"Origin/Nginx/forum/{part}.conf")],
        ("DOMAIN", domain.Apex),
        ("UPLOAD_MEGABYTES", maxUploadMb.ToString(CultureInfo.InvariantCulture)),
        ("ALL_UPLOADS", Math.Min(MostUploads, DiskMegabytes / maxUploadMb).ToString(CultureInfo.InvariantCulture)));
}
