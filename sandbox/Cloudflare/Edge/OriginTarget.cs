using System.Net;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>How to reach the origin for a request.</summary>
/// <param name="Host">The visitor's hostname: it is the SNI, and what the certificate must be for.</param>
/// <param name="Addresses">The origin's addresses.</param>
/// <param name="Port">Its port.</param>
/// <param name="Tls">Whether the edge speaks TLS to it.</param>
/// <param name="Strict">Whether its certificate must be valid.</param>
internal sealed record OriginTarget(string Host, IReadOnlyList<IPAddress> Addresses, int Port, bool Tls, bool Strict)
{
    /// <summary>Carries the target to where connections are made.</summary>
    public static readonly HttpRequestOptionsKey<OriginTarget> Key = new("origin");

    /// <summary>
    /// Where a visit goes. Full and Full (strict) speak to the origin as the visitor speaks to the edge; off and flexible speak http to it.
    /// https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/
    /// </summary>
    public static OriginTarget Of(Visit visit, EdgeOptions options)
    {
        var mode = visit.Setting("ssl");
        var tls = visit.Scheme == "https" && mode is ("full" or "strict");
        return new(visit.Host, visit.Origins, tls ? options.OriginHttpsPort : options.OriginHttpPort, tls, mode == "strict");
    }

    /// <summary>
    /// What requests are sent to, as far as the HTTP client is concerned: it keeps connections apart by this. TLS is not the client's business but the
    /// connector's, hence http always.
    /// </summary>
    public string Prefix => $"http://{Host}:{Port}";
}
