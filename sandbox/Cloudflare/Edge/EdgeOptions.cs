using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The edge's addresses, certificates and limits.</summary>
/// <param name="Address">The address that visitors connect to.</param>
/// <param name="Sources">
/// The source addresses of connections to the origin, chosen at random. They must be addresses of this machine.
/// </param>
/// <param name="Certificate">The certificate with its key, for the domain and the names one label below it.</param>
/// <param name="OriginTrust">Root certificates that Full (strict) trusts in addition to the system's.</param>
/// <param name="HttpPort">The HTTP port.</param>
/// <param name="HttpsPort">The HTTPS port.</param>
public sealed record EdgeOptions(
    IPAddress Address,
    IReadOnlyList<IPAddress> Sources,
    X509Certificate2 Certificate,
    X509Certificate2Collection OriginTrust,
    int HttpPort = 80,
    int HttpsPort = 443
)
{
    /// <summary>A second address of the other IP version; null for none.</summary>
    public IPAddress? SecondAddress { get; init; }

    /// <summary>The origin's HTTP port.</summary>
    public int OriginHttpPort { get; init; } = 80;

    /// <summary>The origin's HTTPS port.</summary>
    public int OriginHttpsPort { get; init; } = 443;

    /// <summary>
    /// The timeout for a TCP connection to the origin. https://developers.cloudflare.com/fundamentals/reference/connection-limits/
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(19);

    /// <summary>
    /// The read timeout of the origin, after which the edge answers 524.
    /// https://developers.cloudflare.com/fundamentals/reference/connection-limits/
    /// </summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(125);

    /// <summary>The idle timeout of WebSockets, in both directions. It is not documented; users report this value.</summary>
    public TimeSpan WebSocketIdle { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How long connections to the origin are reused. By default never: each request then comes from its own source address and port, the
    /// worst that Cloudflare's many machines can do to an origin, which must handle it. Cloudflare itself reuses connections.
    /// </summary>
    public TimeSpan OriginConnectionLifetime { get; init; } = TimeSpan.Zero;

    /// <summary>The maximum request body in bytes: 100 MB on the Free plan.</summary>
    public long MaxUploadBytes { get; init; } = 100L * 1024 * 1024;

    /// <summary>The cache's size in bytes; one body may use an eighth of it.</summary>
    public long CacheBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The data centre's airport code, the suffix of every CF-Ray.</summary>
    public string Colo { get; init; } = "AMS";

    /// <summary>The country of all visitors; XX means unknown.</summary>
    public string Country { get; init; } = "XX";

    /// <summary>The clock for the age of responses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
