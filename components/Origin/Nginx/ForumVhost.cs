namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>The forum's servers: <c>/etc/nginx/conf.d/forum.conf</c>.</summary>
internal static class ForumVhost
{
    /// <summary>The file.</summary>
    /// <param name="server">What it is made from.</param>
    public static string Render(ForumServer server) => GeneratedFile.WithHeader(
        $$"""
        # Nothing is kept by Cloudflare that does not say so itself.
        {{EdgeCaching.NotKept}}

        # Whoever asks for another name, or for none, gets no answer.
        server {
            listen 80 default_server;
            listen [::]:80 default_server;
            server_name _;
            return 444;
        }

        server {
            listen 443 ssl default_server;
            listen [::]:443 ssl default_server;
            server_name _;
            ssl_reject_handshake on;
            # TLS was for our name, and the request is for another one.
            return 444;
        }

        # Cloudflare redirects to https before it comes here; this is for those who come another way.
        server {
            listen 80;
            listen [::]:80;
            server_name {{server.Domain.Apex}} {{server.Domain.Www}};

        {{Challenge}}

            location / {
                return 301 {{server.Domain.Url}}$request_uri;
            }
        }

        server {
            listen 443 ssl;
            listen [::]:443 ssl;
            http2 on;
            server_name {{server.Domain.Www}};

        {{Tls}}

        {{Challenge}}

            location / {
                return 301 {{server.Domain.Url}}$request_uri;
            }
        }

        server {
            listen 443 ssl;
            listen [::]:443 ssl;
            http2 on;
            server_name {{server.Domain.Apex}};

        {{Tls}}

        {{Challenge}}

        {{ForumLocations.Render(server)}}
        }

        {{ForumLocations.Maps}}

        {{RequestTargets.Maps}}

        {{EdgeCaching.Maps}}

        {{VisitorLimits.Zones}}
        """);

    // The folder changes hands as a whole: first to Cloudflare's origin certificate, then to certbot's.
    private const string Tls =
        """
            ssl_certificate /etc/nginx/certificate/fullchain.pem;
            ssl_certificate_key /etc/nginx/certificate/privkey.pem;
            include /etc/letsencrypt/options-ssl-nginx.conf;
            ssl_dhparam /etc/letsencrypt/ssl-dhparams.pem;
        """;

    // On 80 and on 443: Cloudflare turns the authority's http request into an https one.
    private const string Challenge =
        """
            location ^~ /.well-known/acme-challenge/ {
                root /var/lib/nodebb-infra/acme;
                default_type text/plain;
                try_files $uri =404;
            }
        """;
}
