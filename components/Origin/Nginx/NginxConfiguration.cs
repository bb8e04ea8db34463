namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>All files of nginx that the stack places.</summary>
internal static class NginxConfiguration
{
    /// <summary>
    /// The files by name: <c>nginx.conf</c>, an addition to Debian's <c>nginx.service</c>, and what <c>nginx.sh</c> places in
    /// <c>/etc/nginx/conf.d</c>, which is every other file.
    /// </summary>
    /// <param name="server">The forum's server.</param>
    /// <param name="workers">The workers behind it.</param>
    /// <param name="cloudflareRanges">Cloudflare's address ranges in CIDR notation, IPv4 and IPv6.</param>
    public static IReadOnlyList<(string Name, string Content)> Files(ForumServer server, Workers workers, IEnumerable<string> cloudflareRanges) =>
    [
        ("nginx.conf", HostFile.Render("Origin/Nginx/nginx.conf")),
        ("nginx.service", HostFile.Render("Origin/Nginx/nginx.service.d/nodebb-infra.conf")),
        ("cloudflare-realip.conf", CloudflareRealIpConf.Render(cloudflareRanges)),
        ("io_nodes.conf", IoNodesConf.Render(workers)),
        ("forum.conf", ForumVhost.Render(server)),
    ];
}
