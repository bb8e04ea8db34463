namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>What the forum's server passes on to the workers, and how.</summary>
internal static class ForumLocations
{
    /// <summary>Variables that <see cref="Render"/> uses; they stand outside of servers.</summary>
    public const string Maps =
        """
        # A WebSocket, and nothing else that a connection could be upgraded to; otherwise none, which keeps the connection to the worker open.
        map "$http_upgrade $uri" $forum_upgrade {
            default "";
            "~^(?i:websocket) /socket\.io/" websocket;
        }

        map $forum_upgrade $forum_connection {
            default "";
            websocket upgrade;
        }

        # Below /assets/ are files. To a browser NodeBB answers for one that is not there with a page, and in it is the token of the
        # visitor's session; that must not be kept for others.
        map $uri $forum_accept {
            default $http_accept;
            ~^/assets/ "*/*";
        }
        """;

    /// <summary>The inside of the forum's server, indented once.</summary>
    /// <param name="server">What it is made from.</param>
    /// <remarks>
    /// NodeBB takes the first address in X-Forwarded-For as the visitor's, and what a visitor sends stands there first. So the header is
    /// replaced, not added to. https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/socket.io/index.js
    /// <c>add_header</c> and <c>limit_conn</c> in a location take the place of the server's.
    /// </remarks>
    public static string Render(ForumServer server) =>
        $$"""
            if ($forum_refused) {
                return 400;
            }

            {{EdgeCaching.NotKept}}
            add_header Cache-Control $forum_own_error always;

        {{Indent(VisitorLimits.ForRequests)}}
            limit_conn_status 429;

            # A body is taken in before NodeBB hears of it; an answer that a visitor reads slowly waits in memory, then at NodeBB, never on the disk.
            client_max_body_size 1m;
            large_client_header_buffers 4 32k;
            proxy_buffer_size 16k;
            proxy_buffers 16 16k;
            proxy_max_temp_file_size 0;

            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Real-IP $remote_addr;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header Upgrade $forum_upgrade;
            proxy_set_header Connection $forum_connection;
            proxy_set_header Accept $forum_accept;
            proxy_redirect off;

            # Cloudflare gives up after 100 s; the answer should be ours. socket.io pings every 25 s.
            proxy_connect_timeout 5s;
            proxy_send_timeout 90s;
            proxy_read_timeout 90s;

            location / {
                proxy_pass http://io_nodes;
            }

            location ^~ /socket.io/ {
                proxy_pass http://$io_node;
                proxy_buffering off;
        {{Indent(VisitorLimits.ForSockets, 2)}}
            }

            # Where NodeBB, and its plugins, take files: posts, pictures of people, topics' thumbnails, and what the control panel uploads.
            # https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/routes/api.js, admin.js and write/topics.js there
            location ~ "^/api/(?:(?:[^/]+/)*upload[^/]*(?:/[^/]+)?|v3/topics/[^/]+/thumbs)$" {
                proxy_pass http://io_nodes;
                client_max_body_size {{server.MaxUploadMb}}m;
        {{Indent(VisitorLimits.ForUploads(server.MaxUploadMb), 2)}}
            }

            # NodeBB decides who gets an upload by the address as it is written, so it gets the plain one.
            location ^~ /assets/uploads/ {
                proxy_pass http://io_nodes/assets/uploads/;
                add_header Cloudflare-CDN-Cache-Control $forum_keep_upload always;
                add_header Cache-Control $forum_own_error always;
            }

            # These can be private: nobody on the way may keep what only some visitors may have.
            location ^~ /assets/uploads/files/ {
                proxy_pass http://io_nodes/assets/uploads/files/;
                proxy_hide_header Cache-Control;
                {{EdgeCaching.NotKept}}
                add_header Cache-Control "private, max-age=5184000";
                add_header Cache-Control $forum_own_error always;
            }

            # An upload too, at an address of its own.
            location = /favicon.ico {
                proxy_pass http://io_nodes/favicon.ico;
                add_header Cloudflare-CDN-Cache-Control $forum_keep_upload always;
                add_header Cache-Control $forum_own_error always;
            }

            # The two folders that NodeBB looks into, in its order, with its lifetime: the addresses change with the content. Names that begin with a
            # dot are left to NodeBB. NodeBB's build links plugins' folders into build/public; a link that leads to what
            # belongs to somebody else than the link would show what NodeBB itself may not read.
            # Not compressed: Cloudflare does that for its visitors, and here it takes several times as long as sending the file.
            # https://developers.cloudflare.com/speed/optimization/content/compression/
            location ~ ^/assets/(?!(?:.*/)?\.)(?<asset>.+)$ {
                root /opt/nodebb/current;
                disable_symlinks if_not_owner from=/opt/nodebb/current/;
                try_files /build/public/$asset /public/$asset @forum;
                add_header Cloudflare-CDN-Cache-Control $forum_keep_file always;
                add_header Cache-Control "public, max-age=5184000";
                add_header Cache-Control $forum_own_error always;
                add_header X-Content-Type-Options nosniff;
            }

            location @forum {
                proxy_pass http://io_nodes;
            }
        """;

    private static string Indent(string text, int times = 1) =>
        string.Join('\n', text.Split('\n').Select(line => new string(' ', 4 * times) + line));
}

/// <summary>What the forum's server is made from.</summary>
/// <param name="Domain">The forum's names.</param>
public sealed record ForumServer(ForumDomain Domain)
{
    /// <summary>
    /// Five times what NodeBB takes as it is installed (2 MB for a file and for a picture), so that an administrator can raise that in the control panel
    /// and need not deploy; yet so little that all uploads at once fit on a small disk.
    /// </summary>
    public const int DefaultUploadMb = 10;

    /// <summary>What Cloudflare lets through on the Free plan. https://developers.cloudflare.com/fundamentals/reference/connection-limits/</summary>
    public const int LargestUploadMb = 100;

    /// <summary>How large an upload may be, in megabytes.</summary>
    public int MaxUploadMb { get; init; } = DefaultUploadMb;
}
