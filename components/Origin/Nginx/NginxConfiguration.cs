namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>All nginx files that the stack installs.</summary>
public static class NginxConfiguration
{
    /// <summary>
    /// The files by name: <c>nginx.conf</c>, a drop-in for Debian's <c>nginx.service</c>, and all others, which <c>nginx.sh</c> installs in
    /// <c>/etc/nginx/conf.d</c>.
    /// </summary>
    /// <param name="server">The settings of the forum's server.</param>
    /// <param name="workers">The workers in the upstream.</param>
    /// <param name="cloudflareRanges">Cloudflare's address ranges in CIDR notation, IPv4 and IPv6.</param>
    public static IReadOnlyList<(string Name, string Content)> Files(
        ForumServer server,
        Workers workers,
        IEnumerable<string> cloudflareRanges
    ) =>
        [
            ("nginx.conf", HostFile.Render("Origin/Nginx/nginx.conf")),
            ("nginx.service", HostFile.Render("Origin/Nginx/nginx.service.d/nodebb-infra.conf")),
            ("cloudflare-realip.conf", CloudflareRealIpConf.Render(cloudflareRanges)),
            ("io_nodes.conf", IoNodesConf.Render(workers)),
            ("forum.conf", ForumVhost.Render(server)),
        ];
}
