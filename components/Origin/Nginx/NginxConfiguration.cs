using NodeBBInfra.Components.Settings;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>All files of nginx that the stack places; <c>nginx.sh</c> knows where.</summary>
internal static class NginxConfiguration
{
    /// <summary>The files, by their names in the step's bundle.</summary>
    /// <param name="domain">The forum's names.</param>
    /// <param name="maxUploadMb">How large an upload may be, in megabytes.</param>
    /// <param name="ports">The workers' ports on the loopback address.</param>
    /// <param name="affinity">What a visitor's worker is chosen by.</param>
    /// <param name="cloudflareRanges">Cloudflare's IPv4 and IPv6 ranges in CIDR notation.</param>
    public static IReadOnlyList<(string Name, string Content)> Files(
        ForumDomain domain, int maxUploadMb, IReadOnlyList<int> ports, Affinity affinity, IReadOnlyList<string> cloudflareRanges) =>
    [
        ("nginx.conf", HostFile.Render("Origin/Nginx/nginx.conf")),
        ("nginx.service", HostFile.Render("Origin/Nginx/nginx.service.d/nodebb-infra.conf")),
        ("cloudflare-realip.conf", CloudflareRealIpConf.Render(cloudflareRanges)),
        ("io_nodes.conf", IoNodesConf.Render(affinity, ports)),
        ("forum.conf", ForumVhost.Render(domain, maxUploadMb)),
    ];
}
