using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using NodeBBInfra.Components.Edge;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Tests.Edge;
using NodeBBInfra.Tests.LocalOrigins;

namespace NodeBBInfra.Tests.Targets;

/// <summary>A target with a wrong response.</summary>
/// <param name="Target">The request target.</param>
/// <param name="Found">What is wrong.</param>
internal sealed record Finding(string Target, string Found);

/// <summary>The origin with private uploads, queried directly or through an edge with the stack's cache rules.</summary>
internal sealed class TargetedOrigin : IAsyncDisposable
{
    private const string Secret = "for members only";

    private static readonly Dictionary<string, string> Files = new()
    {
        ["public/uploads/files/private.png"] = Secret,
        ["public/uploads/files/private.html"] = Secret,
        ["public/uploads/files/private.pdf"] = Secret,
        ["public/uploads/profile/avatar.png"] = "a picture for everybody",
        ["public/.hidden"] = "a file that is nobody's to see",
        ["build/public/.hidden"] = "another one",
    };

    // Public and cacheable.
    private static readonly string[] Plain =
    [
        "/assets/client.css",
        "/assets/nodebb.min.js",
        "/assets/uploads/profile/avatar.png",
        "/favicon.ico",
    ];

    private readonly LocalOrigin _origin;
    private readonly string _socket;
    private readonly TempDirectory _folder;

    private TargetedOrigin(LocalOrigin origin, TempDirectory folder) =>
        (_origin, _folder, _socket) = (origin, folder, folder["nginx.sock"]);

    /// <summary>Starts the origin.</summary>
    /// <param name="change">A change to the forum's servers.</param>
    public static async Task<TargetedOrigin> StartAsync(Func<string, string>? change = null)
    {
        var folder = new TempDirectory();
        var started = new TargetedOrigin(
            await LocalOrigin.StartAsync(
                Repository.PathOf("sandbox", "Tests", "Targets", "origin.mjs"),
                change: change,
                environment: [("SOCKET", folder["nginx.sock"]), ("FILES", JsonSerializer.Serialize(Files))]
            ),
            folder
        );
        await Eventually.HoldsAsync(
            () => started._origin.Program.Output.Contains("listening", StringComparison.Ordinal) || started._origin.Program.HasExited,
            TimeSpan.FromMinutes(5),
            "the origin listens"
        );
        Assert.False(started._origin.Program.HasExited, started._origin.Program.Output + started._origin.Program.Error);
        return started;
    }

    /// <summary>Queries nginx directly.</summary>
    public Task<IReadOnlyList<Finding>> AskAsync(IReadOnlyList<string> targets) =>
        AskAsync(new { path = _socket }, LocalOrigin.Domain, targets);

    /// <summary>Queries through a new edge.</summary>
    public async Task<IReadOnlyList<Finding>> AskAsync(UrlNormalization normalization, IReadOnlyList<string> targets)
    {
        await using var edge = new TestEdge { WithoutOrigin = true };
        // nginx has a self-made certificate for this test; and a connection to it costs more than a request.
        edge.Zone.Settings["ssl"] = "full";
        edge.Options = edge.Options with { OriginConnectionLifetime = TimeSpan.FromMinutes(1) };
        edge.Zone.Records[LocalOrigin.Domain] = [edge.Address];
        edge.Zone.UrlNormalization = normalization;
        foreach (var rule in CacheRules.Render(new ForumHosts([LocalOrigin.Domain]), cacheAssets: true))
        {
            edge.Zone.AddCacheRule(
                rule.Expression,
                rule.Action is EdgeAction.Cache ? """{"cache":true,"edge_ttl":{"mode":"respect_origin"}}""" : """{"cache":false}"""
            );
        }

        using var bridge = new Bridge(edge.Address, edge.Options.OriginHttpsPort, _socket);
        await edge.StartAsync();
        return await AskAsync(new { host = $"{edge.Address}", port = edge.Options.HttpsPort }, TestZone.Name, targets);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _origin.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<IReadOnlyList<Finding>> AskAsync(object at, string servername, IReadOnlyList<string> targets)
    {
        var input = JsonSerializer.Serialize(
            new
            {
                at,
                domain = LocalOrigin.Domain,
                targets,
                secret = Secret,
                plain = Plain,
                servername,
            }
        );
        var asked = await RunningProcess.RunAsync(
            "node",
            [Repository.PathOf("sandbox", "Tests", "Targets", "ask.mjs")],
            TimeSpan.FromMinutes(5),
            input: input
        );
        Assert.True(asked.ExitCode == 0, asked.All);
        return
        [
            .. asked
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<Finding>(line, JsonSerializerOptions.Web)!),
        ];
    }

    // A local port that leads to the socket, because the edge connects to addresses.
    private sealed class Bridge : IDisposable
    {
        private readonly TcpListener _listener;

        public Bridge(IPAddress address, int port, string socket)
        {
            _listener = new TcpListener(address, port);
            _listener.Start();
            _ = AcceptAsync(socket);
        }

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync(string socket)
        {
            try
            {
                while (true)
                    _ = JoinAsync(await _listener.AcceptSocketAsync(), socket);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private static async Task JoinAsync(Socket from, string socket)
        {
            using var to = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await to.ConnectAsync(new UnixDomainSocketEndPoint(socket));
                await using NetworkStream one = new(from, ownsSocket: true),
                    other = new(to);
                await Task.WhenAny(one.CopyToAsync(other), other.CopyToAsync(one));
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Either side may close the connection; the visitor sees it.
            }
        }
    }
}
