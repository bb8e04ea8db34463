using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Settings;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>The workers, and what a visitor's worker is chosen by: <c>/etc/nginx/conf.d/io_nodes.conf</c>.</summary>
internal static class IoNodesConf
{
    // The dot in the cookie's name rules out nginx's own $cookie_ variables.
    private static readonly string SessionKey =
        $$"""
        # The session cookie; until a visitor has one, the visitor's address as Cloudflare tells it.
        map $http_cookie $io_nodes_key {
            default $remote_addr;
            "~(?:^|;\s*){{Regex.Escape(ForumConfig.SessionCookie)}}=(?<session>[^;]+)" $session;
        }


        """;

    /// <summary>The file.</summary>
    /// <param name="affinity">What is hashed.</param>
    /// <param name="ports">The workers' ports on the loopback address, at least one.</param>
    public static string Render(Affinity affinity, IReadOnlyList<int> ports)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ports.Count, nameof(ports));
        var (before, key) = affinity switch
        {
            Affinity.Session => (SessionKey, "$io_nodes_key"),
            Affinity.VisitorIp => ("", "$remote_addr"),
            Affinity.XForwardedFor => ("", "$http_x_forwarded_for"),
            _ => throw new ArgumentOutOfRangeException(nameof(affinity), affinity, "unknown affinity"),
        };
        // No worker is ever put aside (max_fails=0): a refused connection costs nothing on the loopback address and moves the
        // request on at once, while putting workers aside for 10 s turns the restart of one into an outage of all.
        var servers = string.Join('\n', ports.Select(port => $"    server 127.0.0.1:{port} max_fails=0;"));
        return GeneratedFile.WithHeader(
            $$"""
            {{before}}upstream io_nodes {
                hash {{key}} consistent;
            {{servers}}
                keepalive 64;
                # Node closes an idle connection after 5 s; nginx must be the first, or a request gets lost in between.
                keepalive_timeout 4s;
            }
            """);
    }
}
