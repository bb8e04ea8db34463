using NodeBBInfra.Components.Settings;

namespace NodeBBInfra.Components.Origin.Redis;

/// <summary>Redis for one forum on one host: its data, its sessions, and the messages between its workers.</summary>
internal static class RedisConf
{
    /// <summary>The port on the loopback address.</summary>
    public const int Port = 6379;

    /// <summary>
    /// The configuration, <c>/etc/redis/nodebb-infra.conf</c>. It builds on Debian's file and leaves that as the package made it.
    /// Directives: https://redis.io/docs/latest/operate/oss_and_stack/management/config/
    /// </summary>
    public static string Render() => GeneratedFile.WithHeader(
        $"""
        include /etc/redis/redis.conf

        # For programs on this host that know the password.
        bind 127.0.0.1 -::1
        port {Port}
        protected-mode yes
        requirepass "{HostSecret.Marker(HostSecret.RedisPassword)}"

        # A forum is data, not a cache: every write goes to the append-only file within a second,
        # and when memory is full a write is refused rather than something else forgotten.
        appendonly yes
        appendfsync everysec
        maxmemory-policy noeviction
        """);

    /// <summary>Lets Debian's unit start with that file: <c>/etc/systemd/system/redis-server.service.d/nodebb-infra.conf</c>.</summary>
    public static string RenderUnit() => GeneratedFile.WithHeader(
        """
        [Service]
        ExecStart=
        ExecStart=/usr/bin/redis-server /etc/redis/nodebb-infra.conf --supervised systemd --daemonize no
        """);
}
