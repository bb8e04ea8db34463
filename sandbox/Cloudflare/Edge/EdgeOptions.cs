using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Where the edge stands and what it needs to know beside the zone.</summary>
/// <param name="Address">The address that visitors connect to.</param>
/// <param name="Sources">
/// The addresses that connections to the origin come from, one chosen at random for each. They must be addresses of this machine.
/// </param>
/// <param name="Certificate">What visitors see: the certificate for the domain and the names one label below it, with its key.</param>
/// <param name="OriginTrust">Root certificates that Full (strict) trusts in an origin, beside the system's.</param>
/// <param name="HttpPort">The port for http.</param>
/// <param name="HttpsPort">The port for https.</param>
public sealed record EdgeOptions(
    IPAddress Address,
    IReadOnlyList<IPAddress> Sources,
    X509Certificate2 Certificate,
    X509Certificate2Collection OriginTrust,
    int HttpPort = 80,
    int HttpsPort = 443)
{
    /// <summary>A second address for visitors, of the other family; null for none.</summary>
    public IPAddress? SecondAddress { get; init; }

    /// <summary>The origin's port for http.</summary>
    public int OriginHttpPort { get; init; } = 80;

    /// <summary>The origin's port for https.</summary>
    public int OriginHttpsPort { get; init; } = 443;

    /// <summary>How long the TCP handshake with an origin may take. https://developers.cloudflare.com/fundamentals/reference/connection-limits/</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(19);

    /// <summary>How long an origin may stay silent before 524. https://developers.cloudflare.com/fundamentals/reference/connection-limits/</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(125);

    /// <summary>How long a WebSocket may stay silent in both directions before it is cut. Not documented: what users report.</summary>
    public TimeSpan WebSocketIdle { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How long a connection to the origin serves requests. None by default: every request comes from an address of its own, which is the worst that
    /// Cloudflare's many machines can do to an origin, and is what an origin must stand. Cloudflare itself reuses connections.
    /// </summary>
    public TimeSpan OriginConnectionLifetime { get; init; } = TimeSpan.Zero;

    /// <summary>The largest request body in bytes: 100 MB on the Free plan.</summary>
    public long MaxUploadBytes { get; init; } = 100L * 1024 * 1024;

    /// <summary>How many bytes of bodies the cache holds; a body may have an eighth of it.</summary>
    public long CacheBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The data centre's airport code, which ends every CF-Ray.</summary>
    public string Colo { get; init; } = "AMS";

    /// <summary>The country of every visitor; XX says that it is not known.</summary>
    public string Country { get; init; } = "XX";

    /// <summary>The clock by which responses age.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
