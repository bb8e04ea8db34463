using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// How long browsers may cache a response from the cache. https://developers.cloudflare.com/cache/how-to/edge-browser-cache-ttl/
/// </summary>
internal static class BrowserTtl
{
    /// <summary>Sets Cache-Control by the rules or else by the zone's setting.</summary>
    public static void Apply(IHeaderDictionary headers, CachePolicy policy, IZone zone)
    {
        switch (policy.BrowserMode)
        {
            case TtlMode.Override:
                Set(headers, policy.BrowserTtl);
                break;
            case TtlMode.BypassByDefault:
                headers.CacheControl = "no-store, no-cache";
                headers.Remove(HeaderNames.Expires);
                break;
            case null
                when int.TryParse(zone.Setting("browser_cache_ttl"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds):
                // The setting never shortens a TTL, and 0 means "respect existing headers".
                var least = TimeSpan.FromSeconds(seconds);
                if (seconds > 0 && (MaxAge(headers) ?? TimeSpan.Zero) < least)
                    Set(headers, least);
                break;
        }
    }

    private static TimeSpan? MaxAge(IHeaderDictionary headers) =>
        CacheControlHeaderValue.TryParse(headers.CacheControl.ToString(), out var said) && said.MaxAge is { } age ? age
        : DateTimeOffset.TryParse(headers.Expires, CultureInfo.InvariantCulture, out var expires) ? expires - DateTimeOffset.UtcNow
        : null;

    private static void Set(IHeaderDictionary headers, TimeSpan ttl)
    {
        var control = CacheControlHeaderValue.TryParse(headers.CacheControl.ToString(), out var said)
            ? said
            : new CacheControlHeaderValue();
        control.MaxAge = ttl;
        headers.CacheControl = control.ToString();
        headers.Remove(HeaderNames.Expires);
    }
}
