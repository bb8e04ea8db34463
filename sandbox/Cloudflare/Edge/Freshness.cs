using System.Net.Http.Headers;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Whether and for how long to store a response, and CF-Cache-Status if not stored.</summary>
/// <param name="Ttl">The TTL; null does not store.</param>
/// <param name="DropsCookies">Whether Set-Cookie is removed so that the response can be stored.</param>
/// <param name="Refusal">CF-Cache-Status if not stored; null keeps MISS or EXPIRED.</param>
internal sealed record Freshness(TimeSpan? Ttl, bool DropsCookies = false, string? Refusal = null)
{
    /// <summary>
    /// The header for Cloudflare only, which is not forwarded. https://developers.cloudflare.com/cache/concepts/cdn-cache-control/
    /// </summary>
    public const string OwnControl = "Cloudflare-CDN-Cache-Control";

    private static readonly Freshness Bypass = new(null, Refusal: "BYPASS");
    private static readonly Freshness NotStored = new((TimeSpan?)null);

    /// <summary>Decides on a response to a cacheable request.</summary>
    /// <param name="policy">The cache policy.</param>
    /// <param name="response">The origin's response.</param>
    /// <param name="authorized">Whether the request had an Authorization header.</param>
    /// <param name="now">The current time, for Expires.</param>
    public static Freshness Of(CachePolicy policy, HttpResponseMessage response, bool authorized, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;

        // An overriding edge TTL ignores the origin's headers, Set-Cookie included.
        // https://developers.cloudflare.com/cache/concepts/cache-behavior/#interaction-of-set-cookie-response-header-with-cache
        if (policy.EdgeMode == TtlMode.Override)
            return (status is 200 or 301 ? policy.EdgeTtl : DefaultTtl(status)) is { } kept ? new(kept, DropsCookies: true) : NotStored;

        // The most specific header wins; a CDN header also disables Expires.
        var forCdns = ControlOf(response, OwnControl) ?? ControlOf(response, "CDN-Cache-Control");
        var said = forCdns ?? response.Headers.CacheControl;
        if (said is { NoStore: true } or { Private: true } or { NoCache: true })
            return Bypass;
        if (response.Headers.Contains("Set-Cookie"))
            return policy.ByRule == true ? NotStored : Bypass;
        // https://developers.cloudflare.com/cache/concepts/cache-control/#conditions
        if (authorized && said is not ({ Public: true } or { MustRevalidate: true } or { SharedMaxAge: not null }))
            return Bypass;

        return (forCdns is null ? Said(said, response.Content.Headers, now) : forCdns.SharedMaxAge ?? forCdns.MaxAge) switch
        {
            { } ttl when ttl <= TimeSpan.Zero => Bypass,
            // 5xx responses are not stored even if the origin allows it, which is a mistake.
            { } ttl => status is >= 200 and < 500 and not (206 or 304) ? Store(ttl) : NotStored,
            null when policy.EdgeMode == TtlMode.BypassByDefault => Bypass,
            null => Store(DefaultTtl(status)),
        };
    }

    private static Freshness Store(TimeSpan? ttl) => new(ttl);

    private static CacheControlHeaderValue? ControlOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && CacheControlHeaderValue.TryParse(string.Join(", ", values), out var control)
            ? control
            : null;

    private static TimeSpan? Said(CacheControlHeaderValue? said, HttpContentHeaders headers, DateTimeOffset now) =>
        said?.SharedMaxAge
        ?? said?.MaxAge
        ?? (
            headers.Expires is { } expires ? expires - now
            : headers.Contains("Expires") ? TimeSpan.Zero
            : null
        );

    // https://developers.cloudflare.com/cache/how-to/configure-cache-status-code/#edge-ttl
    private static TimeSpan? DefaultTtl(int status) =>
        status switch
        {
            200 or 301 => TimeSpan.FromMinutes(120),
            302 or 303 => TimeSpan.FromMinutes(20),
            404 or 410 => TimeSpan.FromMinutes(3),
            _ => null,
        };
}
