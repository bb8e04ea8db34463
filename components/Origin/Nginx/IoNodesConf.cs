using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin.Forum;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>The upstream, and the key that chooses a visitor's worker: <c>/etc/nginx/conf.d/io_nodes.conf</c>.</summary>
internal static class IoNodesConf
{
    // For visitors without a worker yet, or whose worker is gone. The cookie's name contains a dot, which nginx's $cookie_ variables do not
    // support.
    private static readonly string SessionKey = $$"""
        # The session cookie; until a visitor has one, the visitor's address as Cloudflare tells it.
        map $http_cookie $io_nodes_key {
            default $remote_addr;
            "~(?:^|;\s*){{Regex.Escape(ForumConfig.SessionCookie)}}=(?<session>[^;]+)" $session;
        }


        """;

    private const string EverySocketByTheHash = """
        # A socket.io session is where the hash says.
        map "" $io_node {
            default io_nodes;
        }
        """;

    // NodeBB changes the session cookie at login, a visitor's address can change, and a worker can come back after a failure. A hash would
    // then move a socket.io session to another worker; the name in its id does not change.
    private const string EverySocketByItsId = """
        # A socket.io session is in the memory of the worker that opened it. Its id begins with that worker's name, which is also the name of
        # the worker's socket.
        map $arg_sid $io_node {
            default io_nodes;
            "~^(?<io_worker>[0-9a-z]+-[0-9a-f]{8})\." unix:/var/lib/nodebb/workers/$io_worker.sock;
        }
        """;

    /// <summary>Renders the file.</summary>
    /// <param name="workers">The workers, at least one.</param>
    public static string Render(Workers workers)
    {
        var (ports, affinity) = (workers.Ports, workers.Affinity);
        ArgumentOutOfRangeException.ThrowIfZero(ports.Count, nameof(workers));
        var (before, key, sockets) = affinity switch
        {
            Affinity.Session => (SessionKey, "$io_nodes_key", EverySocketByItsId),
            Affinity.VisitorIp => ("", "$remote_addr", EverySocketByTheHash),
            Affinity.XForwardedFor => ("", "$http_x_forwarded_for", EverySocketByTheHash),
            _ => throw new ArgumentOutOfRangeException(nameof(workers), affinity, "unknown affinity"),
        };
        // max_fails=0 never marks a worker as down. A refused connection on loopback is cheap, and nginx retries the next worker at once.
        // Marking workers down for 10 s would turn the restart of one into an outage of all.
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
            """
        );
    }

    private static string Lines(IEnumerable<int> ports, Func<int, string> line) => string.Join('\n', ports.Select(line));
}

/// <summary>NodeBB's workers as nginx sees them.</summary>
/// <param name="Ports">Their loopback ports, one per worker.</param>
public sealed record Workers(IReadOnlyList<int> Ports)
{
    /// <summary>How a visitor's worker is chosen.</summary>
    public Affinity Affinity { get; init; }
}
