namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>What the forum's server passes on to the workers, and how.</summary>
internal static class ForumLocations
{
    /// <summary>Variables that <see cref="Text"/> uses; they stand outside of servers.</summary>
    public const string Maps =
        """
        # Connection: upgrade for a WebSocket; otherwise none, which keeps the connection to the worker open.
        map $http_upgrade $forum_connection {
            default upgrade;
            "" "";
        }
        """;

    /// <summary>The inside of the forum's server, indented once.</summary>
    /// <remarks>
    /// NodeBB takes the first address in X-Forwarded-For as the visitor's, and what a visitor sends stands there first. So the header is
    /// replaced, not added to. https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/socket.io/index.js
    /// </remarks>
    public const string Text =
        """
            # Cloudflare lets 100 MB through; NodeBB has a limit of its own below.
            client_max_body_size 100m;
            large_client_header_buffers 4 32k;

            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Real-IP $remote_addr;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $forum_connection;
            proxy_redirect off;
            proxy_buffer_size 16k;
            proxy_buffers 8 16k;

            # Cloudflare gives up after 100 s; the answer should be ours. socket.io pings every 25 s.
            proxy_connect_timeout 5s;
            proxy_send_timeout 90s;
            proxy_read_timeout 90s;

            location / {
                proxy_pass http://io_nodes;
            }

            location /socket.io/ {
                proxy_pass http://io_nodes/socket.io/;
                proxy_buffering off;
            }

            # Uploads can be private: NodeBB decides who gets them.
            location ^~ /assets/uploads/ {
                proxy_pass http://io_nodes;
            }

            # The two folders that NodeBB looks into, in its order, with its lifetime: the addresses change with the content.
            # Not compressed: Cloudflare does that for its visitors, and here it takes several times as long as sending the file.
            # https://developers.cloudflare.com/speed/optimization/content/compression/
            location ~ ^/assets/(?<asset>.+)$ {
                root /opt/nodebb/current;
                try_files /build/public/$asset /public/$asset @forum;
                add_header Cache-Control "public, max-age=5184000";
                add_header X-Content-Type-Options nosniff;
            }

            location @forum {
                proxy_pass http://io_nodes;
            }
        """;
}
