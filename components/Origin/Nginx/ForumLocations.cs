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

        # Below /assets/ are files. To a browser NodeBB answers for one that is not there with a page, and in it is the token of the
        # visitor's session; that must not be kept for others.
        map $uri $forum_accept {
            default $http_accept;
            ~^/assets/ "*/*";
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
            proxy_set_header Accept $forum_accept;
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
                proxy_pass http://$io_node;
                proxy_buffering off;
            }

            # Uploads can be private: NodeBB decides who gets them. It looks at the address as it is written, and serves other spellings
            # of it (//, %75, /./) to everybody. So it gets the plain one.
            location ^~ /assets/uploads/ {
                proxy_pass http://io_nodes/assets/uploads/;
            }

            # Nobody on the way may keep what only some visitors may have.
            location ^~ /assets/uploads/files/ {
                proxy_pass http://io_nodes/assets/uploads/files/;
                proxy_hide_header Cache-Control;
                add_header Cache-Control "private, max-age=5184000";
            }

            # /ASSETS/Uploads/ is the same to NodeBB's router, but not to its check.
            location ~* ^/assets/uploads/ {
                return 404;
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
