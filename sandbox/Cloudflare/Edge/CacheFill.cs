using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A response on its way from the origin that the cache may keep. Kept as a feature of a cacheable request.</summary>
/// <param name="key">What it is kept under.</param>
/// <param name="stale">What is kept there and not fresh any more; null when nothing is.</param>
/// <param name="policy">What the rules say.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="clock">The time.</param>
internal sealed class CacheFill(string key, CachedResponse? stale, CachePolicy policy, CacheStore store, TimeProvider clock)
{
    // Hop by hop, or made anew for each visitor.
    private static readonly HashSet<string> NotKept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Trailer", "Set-Cookie", "Age", "Server", "Content-Length", "CF-Ray", "CF-Cache-Status",
    };

    /// <summary>What the rules say.</summary>
    public CachePolicy Policy => policy;

    /// <summary>
    /// Makes the request one for the whole resource, so that what comes can serve everybody, or for word that what is kept is still right.
    /// https://developers.cloudflare.com/cache/concepts/cache-behavior/#interaction-of-head-requests-with-cache and https://developers.cloudflare.com/cache/concepts/revalidation/
    /// </summary>
    public void Prepare(HttpRequestMessage request)
    {
        request.Method = HttpMethod.Get;
        foreach (var name in (string[])["If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range", "Range"])
            request.Headers.Remove(name);
        foreach (var (name, validator) in ((string, string)[])[("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
        {
            if (stale?.Header(validator) is { Length: > 0 } value)
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>What was kept, kept anew because the origin says that it is still right; null for any other response.</summary>
    public CachedResponse? Renew(HttpContext context, HttpResponseMessage response)
    {
        if (stale is null || response.StatusCode != HttpStatusCode.NotModified)
            return null;
        // The headers of the 304 take the place of those kept: https://www.rfc-editor.org/rfc/rfc9111#section-4.3.4
        var said = HeadersOf(response);
        var renewed = stale with { Headers = [.. stale.Headers.Where(kept => !said.Any(header => header.Key.Equals(kept.Key, StringComparison.OrdinalIgnoreCase))), .. said], StoredAt = clock.GetUtcNow() };
        using var whole = renewed.AsResponse();
        var freshness = Freshness.Of(policy, whole, context.Request.Headers.Authorization.Count > 0, renewed.StoredAt);
        Visit.Of(context).CacheStatus = freshness.Refusal ?? "REVALIDATED";
        renewed = renewed with { Ttl = freshness.Ttl ?? TimeSpan.Zero };
        store.Keep(key, renewed);
        return renewed;
    }

    /// <summary>
    /// Decides about a response: sets the cache status and, when it is to be stored, the stream that records its body. Runs before headers are copied.
    /// </summary>
    /// <returns>Where the body is to be read from, and whether the response is stored.</returns>
    public (Stream Body, bool Stored) Take(HttpContext context, HttpResponseMessage response, Stream body)
    {
        var now = clock.GetUtcNow();
        var freshness = Freshness.Of(policy, response, context.Request.Headers.Authorization.Count > 0, now);
        if (freshness.Refusal is { } refusal)
            Visit.Of(context).CacheStatus = refusal;
        if (freshness.Ttl is not { } ttl || response.Content.Headers.ContentLength > store.MaxBody)
            return (body, false);
        if (freshness.DropsCookies)
            response.Headers.Remove("Set-Cookie");

        var (status, headers) = ((int)response.StatusCode, HeadersOf(response));
        return (new RecordingStream(body, store.MaxBody, bytes => store.Keep(key, new CachedResponse(status, headers, bytes, now, ttl))), true);
    }

    private static KeyValuePair<string, StringValues>[] HeadersOf(HttpResponseMessage response) =>
    [
        .. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(header => !NotKept.Contains(header.Key))
            .Select(header => KeyValuePair.Create(header.Key, new StringValues([.. header.Value]))),
    ];
}
