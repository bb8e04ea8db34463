using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A pending response that may be cached. Stored as a feature of a cacheable request.</summary>
/// <param name="key">The cache key.</param>
/// <param name="stale">The stale response under the key; null when there is none.</param>
/// <param name="policy">The cache policy.</param>
/// <param name="store">The cache.</param>
/// <param name="clock">The clock.</param>
internal sealed class CacheFill(string key, CachedResponse? stale, CachePolicy policy, CacheStore store, TimeProvider clock)
{
    // Hop-by-hop headers, and those that differ for each visitor.
    private static readonly HashSet<string> NotKept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "Upgrade",
        "Trailer",
        "Set-Cookie",
        "Age",
        "Server",
        "Content-Length",
        "CF-Ray",
        "CF-Cache-Status",
    };

    /// <summary>The cache policy.</summary>
    public CachePolicy Policy => policy;

    /// <summary>
    /// Requests the whole resource, so that the response can serve everybody, or revalidates the stale response.
    /// https://developers.cloudflare.com/cache/concepts/cache-behavior/#interaction-of-head-requests-with-cache and
    /// https://developers.cloudflare.com/cache/concepts/revalidation/
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

    /// <summary>The stale response, renewed by a 304; null for any other response.</summary>
    public CachedResponse? Renew(HttpContext context, HttpResponseMessage response)
    {
        if (stale is null || response.StatusCode != HttpStatusCode.NotModified)
            return null;
        // The headers of the 304 replace the stored ones: https://www.rfc-editor.org/rfc/rfc9111#section-4.3.4
        var said = HeadersOf(response);
        var renewed = stale with
        {
            Headers =
            [
                .. stale.Headers.Where(kept => !said.Any(header => header.Key.Equals(kept.Key, StringComparison.OrdinalIgnoreCase))),
                .. said,
            ],
            StoredAt = clock.GetUtcNow(),
        };
        using var whole = renewed.AsResponse();
        var freshness = Freshness.Of(policy, whole, context.Request.Headers.Authorization.Count > 0, renewed.StoredAt);
        Visit.Of(context).CacheStatus = freshness.Refusal ?? "REVALIDATED";
        renewed = renewed with { Ttl = freshness.Ttl ?? TimeSpan.Zero };
        store.Keep(key, renewed);
        return renewed;
    }

    /// <summary>
    /// Sets the cache status and, if the response is to be stored, records its body. Runs before headers are copied.
    /// </summary>
    /// <returns>The stream to read the body from, and whether the response is stored.</returns>
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
        return (
            new RecordingStream(body, store.MaxBody, bytes => store.Keep(key, new CachedResponse(status, headers, bytes, now, ttl))),
            true
        );
    }

    private static KeyValuePair<string, StringValues>[] HeadersOf(HttpResponseMessage response) =>
        [
            .. response
                .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .Where(header => !NotKept.Contains(header.Key))
                .Select(header => KeyValuePair.Create(header.Key, new StringValues([.. header.Value]))),
        ];
}
