namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>nginx itself: <c>/etc/nginx/nginx.conf</c>.</summary>
/// <remarks>
/// The whole file is ours because the number of connections stands in a block that no drop-in can reach. Debian's 768 is not much for
/// WebSockets, which take two each. Paths are relative where they can be, so a copy of the folder can be tested before it is used.
/// </remarks>
internal static class NginxConf
{
    // Half of them WebSockets at most: 8,192 for every core.
    private const int WorkerConnections = 16_384;

    /// <summary>The file.</summary>
    public static string Render() => GeneratedFile.WithHeader(
        $$"""
        user www-data;
        worker_processes auto;
        pid /run/nginx.pid;
        error_log /var/log/nginx/error.log;

        # A connection is a file, and one to a worker of the forum another.
        worker_rlimit_nofile {{WorkerConnections * 4}};
        # A reload leaves the old processes to their WebSockets; after this they are closed, and the browsers connect again.
        worker_shutdown_timeout 60s;

        include /etc/nginx/modules-enabled/*.conf;

        events {
            worker_connections {{WorkerConnections}};
        }

        http {
            include mime.types;
            default_type application/octet-stream;
            access_log /var/log/nginx/access.log;
            server_tokens off;
            types_hash_max_size 4096;
            # The longest names that there are.
            server_names_hash_bucket_size 512;

            sendfile on;
            tcp_nopush on;

            # Cloudflare keeps idle connections for 900 s. The side that closes first must not be ours:
            # a request could be on its way, and would be lost.
            keepalive_timeout 960s;
            keepalive_requests 100000;

            # Whoever stops in the middle of a request, or of an answer, is let go. Here, because a connection has no server yet when it begins.
            client_header_timeout 20s;
            client_body_timeout 20s;
            send_timeout 30s;
            reset_timedout_connection on;

            include conf.d/*.conf;
        }
        """);

    /// <summary>An addition to Debian's unit: <c>/etc/systemd/system/nginx.service.d/nodebb-infra.conf</c>.</summary>
    /// <remarks>nginx may raise the limit by itself only where the system's own is high enough; systemd gives as much of it as there is.</remarks>
    public static string RenderUnit() => GeneratedFile.WithHeader(
        $"""
        [Service]
        LimitNOFILE={WorkerConnections * 4}
        Restart=on-failure
        RestartSec=1
        """);
}
