using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A request's properties and its cache status. Stored as a feature of the request.</summary>
internal sealed class Visit
{
    private readonly HashSet<string> _skipped = [];
    private readonly IZone _zone;

    private Visit(HttpContext context, IZone zone, EdgeOptions options)
    {
        _zone = zone;
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        Visitor = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        Host = context.Request.Host.Host.ToLowerInvariant();
        Scheme = context.Request.IsHttps ? "https" : "http";
        Ray = $"{RandomNumberGenerator.GetHexString(16, lowercase: true)}-{options.Colo}";
        Target = Uris.TargetOf(context);
        (Path, Query) = zone.UrlNormalization.Seen(Target);
        TargetToOrigin = zone.UrlNormalization.ToOrigin(Target);
    }

    /// <summary>The visitor's address: the peer of the TCP connection, whatever the headers say.</summary>
    public IPAddress Visitor { get; }

    /// <summary>The hostname of the Host header, in lower case.</summary>
    public string Host { get; }

    /// <summary>The visitor's scheme: http or https.</summary>
    public string Scheme { get; }

    /// <summary>
    /// CF-Ray, the same for origin and visitor. https://developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id/
    /// </summary>
    public string Ray { get; }

    /// <summary>Path and query as the visitor sent them.</summary>
    public string Target { get; }

    /// <summary>The path and query for the origin.</summary>
    public string TargetToOrigin { get; }

    /// <summary>The path for rules and the cache, normalized as the zone says.</summary>
    public string Path { get; }

    /// <summary>The query without its question mark.</summary>
    public string Query { get; }

    /// <summary>The origin's addresses; set once the hostname is known.</summary>
    public IReadOnlyList<IPAddress> Origins { get; set; } = [];

    /// <summary>CF-Cache-Status; null for responses from before the cache stage.</summary>
    public string? CacheStatus { get; set; }

    /// <summary>A setting of the zone.</summary>
    public string Setting(string id) => _zone.Setting(id);

    /// <summary>Whether a custom rule skips a phase or a product for this request.</summary>
    public bool Skips(string phaseOrProduct) => _skipped.Contains(phaseOrProduct);

    /// <summary>Skips phases and products for this request.</summary>
    public void Skip(IEnumerable<string> phasesAndProducts) => _skipped.UnionWith(phasesAndProducts);

    /// <summary>The request's visit.</summary>
    public static Visit Of(HttpContext context) => context.Features.GetRequiredFeature<Visit>();

    /// <summary>Whether the request opens a WebSocket, over HTTP/1.1 or HTTP/2.</summary>
    public static bool IsWebSocket(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;

    /// <summary>The first stage: creates the visit and adds Cloudflare's response headers.</summary>
    public static Task Begin(HttpContext context, RequestDelegate next, IZone zone, EdgeOptions options)
    {
        var visit = new Visit(context, zone, options);
        context.Features.Set(visit);
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.Server = "cloudflare";
            headers["CF-Ray"] = visit.Ray;
            // https://blog.cloudflare.com/opportunistic-encryption-bringing-http-2-to-the-unencrypted-web/
            if (visit.Scheme == "http" && visit.Setting("opportunistic_encryption") == "on" && visit.Setting("ssl") != "off")
                headers.AltSvc = $"h2=\":{options.HttpsPort}\"; ma=60";
            if (visit.CacheStatus is { } status)
                headers["CF-Cache-Status"] = status;
            if (headers.Date.Count == 0)
                headers.Date = options.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        return next(context);
    }
}
