using NodeBBInfra.Components.Origin.Secrets;

namespace NodeBBInfra.Components.Origin.Redis;

/// <summary>Redis for one forum on one host: its data, its sessions, and the messages between its workers.</summary>
internal static class RedisConf
{
    /// <summary>The port on the loopback address.</summary>
    public const int Port = 6379;

    /// <summary>
    /// The configuration, <c>/etc/nodebb-infra/redis/redis.conf</c>: whole, in a folder that Redis's own user can read and not write to,
    /// as everything in <c>/etc/redis</c> is that user's. It keeps Debian's folders, and Redis's defaults for all that is not named.
    /// Directives: https://redis.io/docs/latest/operate/oss_and_stack/management/config/
    /// Users: https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/
    /// </summary>
    /// <remarks>
    /// The forum is the user <c>default</c>, as whom a client without a name logs in; a plugin can do all that the forum can.
    /// Of what is dangerous NodeBB uses <c>INFO</c> (its control panel) and <c>KEYS</c> (an upgrade from before 1.4.6), and no scripts.
    /// </remarks>
    public static string Render() => GeneratedFile.WithHeader(
        $"""
        # For programs on this host that know a password.
        bind 127.0.0.1 -::1
        port {Port}
        protected-mode yes
        # For root alone: no other user can make a socket in this folder and be taken for Redis.
        unixsocket /run/redis/nodebb-infra.sock
        unixsocketperm 700

        # The forum: its data, and nothing of the server. Root on this host: everything.
        user default reset on >{HostSecret.Marker(HostSecret.RedisPassword)} ~* &* +@all -@admin -@dangerous -@scripting +info +keys
        user nodebb-infra reset on >{HostSecret.Marker(HostSecret.RedisAdminPassword)} ~* &* +@all

        # Not even root's user moves files, loads code or looks into memory while the server runs.
        enable-protected-configs no
        enable-debug-command no
        enable-module-command no

        # A forum is data, not a cache: every write goes to the append-only file within a second,
        # and when memory is full a write is refused rather than something else forgotten.
        dir /var/lib/redis
        appendonly yes
        appendfsync everysec
        maxmemory-policy noeviction

        # systemd starts it, and its messages go to the journal.
        pidfile /run/redis/redis-server.pid
        logfile ""
        """);

    /// <summary>Lets Debian's unit start with that file: <c>/etc/systemd/system/redis-server.service.d/nodebb-infra.conf</c>.</summary>
    public static string RenderUnit() => GeneratedFile.WithHeader(
        """
        [Service]
        ExecStart=
        ExecStart=/usr/bin/redis-server /etc/nodebb-infra/redis/redis.conf --supervised systemd --daemonize no
        # Debian's unit lets it write to configuration and logs as well.
        ReadWritePaths=
        ReadWritePaths=/var/lib/redis
        """);
}
