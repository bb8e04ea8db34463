using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The listeners: HTTP, and HTTPS with the TLS versions that the zone currently allows.</summary>
internal static class EdgeListeners
{
    /// <summary>Configures the listeners.</summary>
    public static void Listen(KestrelServerOptions kestrel, IZone zone, EdgeOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxUploadBytes;
        // 128 KB of headers, 16 KB of URL. https://developers.cloudflare.com/fundamentals/reference/connection-limits/
        kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
        kestrel.Limits.MaxRequestLineSize = 17 * 1024;
        // Slow uploads are up to the origin.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;

        var certificate = SslStreamCertificateContext.Create(options.Certificate, additionalCertificates: null, offline: true);
        foreach (var address in options.SecondAddress is { } second ? [options.Address, second] : new[] { options.Address })
        {
            kestrel.Listen(address, options.HttpPort);
            kestrel.Listen(
                address,
                options.HttpsPort,
                listen =>
                    listen.UseHttps(
                        new TlsHandshakeCallbackOptions
                        {
                            OnConnection = handshake =>
                                ValueTask.FromResult(
                                    new SslServerAuthenticationOptions
                                    {
                                        ServerCertificateContext = Covers(zone.Domain, handshake.ClientHelloInfo.ServerName)
                                            ? certificate
                                            : throw new AuthenticationException(
                                                $"No certificate for '{handshake.ClientHelloInfo.ServerName}'."
                                            ),
                                        EnabledSslProtocols = Protocols(zone),
                                        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                                    }
                                ),
                        }
                    )
            );
        }
    }

    // Universal certificates cover the domain and one label below it. A client without SNI gets no certificate.
    // https://developers.cloudflare.com/ssl/edge-certificates/universal-ssl/limitations/
    private static bool Covers(string domain, string name) =>
        name.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || (
            name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase)
            && !name[..^(domain.Length + 1)].Contains('.', StringComparison.Ordinal)
        );

    // Minimum versions 1.0 and 1.1 become 1.2: Debian's OpenSSL supports nothing older.
    private static SslProtocols Protocols(IZone zone)
    {
        var tls13 = zone.Setting("tls_1_3") == "off" ? SslProtocols.None : SslProtocols.Tls13;
        return zone.Setting("min_tls_version") == "1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12 | tls13;
    }
}
