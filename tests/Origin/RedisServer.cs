using NodeBBInfra.Components.Origin;
using NodeBBInfra.Components.Origin.Redis;
using NodeBBInfra.Components.Origin.Secrets;

namespace NodeBBInfra.Tests.Origin;

/// <summary>A Redis with the rendered configuration, on a socket instead of the port.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    /// <summary>The password of the user <c>default</c>.</summary>
    public const string ForumPassword = "forums0000";

    /// <summary>The password of root's user, <c>nodebb-infra</c>.</summary>
    public const string AdminPassword = "roots00000";

    private readonly TempDirectory _folder = new();
    private RunningProcess? _server;

    // Only root and Redis' own user may enter Debian's folder.
    public string Configuration =>
        HostFile
            .Render(RedisComponent.Conf)
            .Replace(HostSecret.Marker(HostSecret.RedisPassword), ForumPassword, StringComparison.Ordinal)
            .Replace(HostSecret.Marker("redis-admin-password"), AdminPassword, StringComparison.Ordinal)
            .Replace("dir /var/lib/redis", $"dir {_folder.FullPath}", StringComparison.Ordinal);

    public string Socket => _folder["socket"];

    public async Task InitializeAsync()
    {
        if (Tools.MissingReason(["redis-server", "redis-cli"]) is not null)
            return;
        // The file is writable, so a refused CONFIG REWRITE is due to the user's permissions.
        _server = RunningProcess.Start(
            "redis-server",
            [_folder.Write("redis.conf", Configuration), "--port", "0", "--unixsocket", Socket, "--pidfile", "", "--daemonize", "no"]
        );
        await Eventually.HoldsAsync(() => File.Exists(Socket) || _server.HasExited, TimeSpan.FromSeconds(20), "Redis runs");
        Assert.False(_server.HasExited, _server.Output + _server.Error);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }
}
