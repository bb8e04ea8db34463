using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin.Forum;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>The workers, and what a visitor's worker is chosen by: <c>/etc/nginx/conf.d/io_nodes.conf</c>.</summary>
internal static class IoNodesConf
{
    // Who has no worker yet, or no longer the one of before. The dot in the cookie's name rules out nginx's own $cookie_ variables.
    private static readonly string SessionKey =
        $$"""
        # The session cookie; until a visitor has one, the visitor's address as Cloudflare tells it.
        map $http_cookie $io_nodes_key {
            default $remote_addr;
            "~(?:^|;\s*){{Regex.Escape(ForumConfig.SessionCookie)}}=(?<session>[^;]+)" $session;
        }


        """;

    private const string EverySocketByTheHash =
        """
        # A socket.io session is where the hash says.
        map "" $io_node {
            default io_nodes;
        }
        """;

    // NodeBB gives a session a new cookie at login, a visitor's address changes, and a worker that was away comes back: what a session
    // is asked with changes, but not where it is.
    private static string EverySocketByItsId(IReadOnlyList<int> ports) =>
        $$"""
        # A socket.io session is in the memory of the worker that opened it, and its id begins with that worker's port.
        map $arg_sid $io_node {
            default io_nodes;
        {{Lines(ports, port => $"    \"~^{port}\\.\" io_node_{port};")}}
        }

        {{Lines(ports, port => $$"""
            upstream io_node_{{port}} {
                server 127.0.0.1:{{port}} max_fails=0;
                keepalive 64;
                keepalive_timeout 4s;
            }
            """)}}
        """;

    /// <summary>The file.</summary>
    /// <param name="workers">The workers, at least one.</param>
    public static string Render(Workers workers)
    {
        var (ports, affinity) = (workers.Ports, workers.Affinity);
        ArgumentOutOfRangeException.ThrowIfZero(ports.Count, nameof(workers));
        var (before, key, sockets) = affinity switch
        {
            Affinity.Session => (SessionKey, "$io_nodes_key", EverySocketByItsId(ports)),
            Affinity.VisitorIp => ("", "$remote_addr", EverySocketByTheHash),
            Affinity.XForwardedFor => ("", "$http_x_forwarded_for", EverySocketByTheHash),
            _ => throw new ArgumentOutOfRangeException(nameof(workers), affinity, "unknown affinity"),
        };
        // No worker is ever put aside (max_fails=0): a refused connection costs nothing on the loopback address and moves the
        // request on at once, while putting workers aside for 10 s turns the restart of one into an outage of all.
        return GeneratedFile.WithHeader(
            $$"""
            {{before}}upstream io_nodes {
                hash {{key}} consistent;
            {{Lines(ports, port => $"    server 127.0.0.1:{port} max_fails=0;")}}
                keepalive 64;
                # Node closes an idle connection after 5 s; nginx must be the first, or a request gets lost in between.
                keepalive_timeout 4s;
            }

            {{sockets}}
            """);
    }

    private static string Lines(IEnumerable<int> ports, Func<int, string> line) => string.Join('\n', ports.Select(line));
}

/// <summary>NodeBB's workers as nginx knows them.</summary>
/// <param name="Ports">Their ports on the loopback address, one worker each.</param>
public sealed record Workers(IReadOnlyList<int> Ports)
{
    /// <summary>How a visitor's worker is found.</summary>
    public Affinity Affinity { get; init; }
}
