using NodeBBInfra.Components.Settings;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>The forum's servers: <c>/etc/nginx/conf.d/forum.conf</c>.</summary>
internal static class ForumVhost
{
    /// <summary>The file.</summary>
    /// <param name="domain">The forum's names.</param>
    /// <param name="maxUploadMb">How large an upload may be, in megabytes.</param>
    public static string Render(ForumDomain domain, int maxUploadMb) => GeneratedFile.WithHeader(
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
            server_name {{domain.Apex}} {{domain.Www}};

        {{Challenge}}

            location / {
                return 301 {{domain.Url}}$request_uri;
            }
        }

        server {
            listen 443 ssl;
            listen [::]:443 ssl;
            http2 on;
            server_name {{domain.Www}};

        {{Tls}}

        {{Challenge}}

            location / {
                return 301 {{domain.Url}}$request_uri;
            }
        }

        server {
            listen 443 ssl;
            listen [::]:443 ssl;
            http2 on;
            server_name {{domain.Apex}};

        {{Tls}}

        {{Challenge}}

        {{ForumLocations.Render(maxUploadMb)}}
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
