using System.Net;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>How to connect to a request's origin.</summary>
/// <param name="Host">The visitor's hostname: used as SNI and for the certificate check.</param>
/// <param name="Addresses">The origin's addresses.</param>
/// <param name="Port">Its port.</param>
/// <param name="Tls">Whether to use TLS.</param>
/// <param name="Strict">Whether its certificate must be valid.</param>
internal sealed record OriginTarget(string Host, IReadOnlyList<IPAddress> Addresses, int Port, bool Tls, bool Strict)
{
    /// <summary>Passes the target to the connector.</summary>
    public static readonly HttpRequestOptionsKey<OriginTarget> Key = new("origin");

    /// <summary>
    /// The target of a visit. Full and Full (strict) use the visitor's scheme; off and flexible use HTTP.
    /// https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/
    /// </summary>
    public static OriginTarget Of(Visit visit, EdgeOptions options)
    {
        var mode = visit.Setting("ssl");
        var tls = visit.Scheme == "https" && mode is ("full" or "strict");
        return new(visit.Host, visit.Origins, tls ? options.OriginHttpsPort : options.OriginHttpPort, tls, mode == "strict");
    }

    /// <summary>
    /// The HTTP client's destination, by which it pools connections. It is always http, because the connector does the TLS.
    /// </summary>
    public string Prefix => $"http://{Host}:{Port}";
}
