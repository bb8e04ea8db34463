using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A response on its way from the origin that the cache may keep. Kept as a feature of a cacheable request.</summary>
internal sealed class CacheFill(string key, CachePolicy policy, CacheStore store, TimeProvider clock)
{
    // Hop by hop, or made anew for each visitor.
    private static readonly HashSet<string> NotKept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Trailer", "Set-Cookie", "Age", "Server", "Content-Length", "CF-Ray", "CF-Cache-Status",
    };

    /// <summary>What the rules say.</summary>
    public CachePolicy Policy => policy;

    /// <summary>
    /// Makes the request one for the whole resource, so that what comes can serve everybody.
    /// https://developers.cloudflare.com/cache/concepts/cache-behavior/#interaction-of-head-requests-with-cache
    /// </summary>
    public static void Prepare(HttpRequestMessage request)
    {
        request.Method = HttpMethod.Get;
        foreach (var name in (string[])["If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range", "Range"])
            request.Headers.Remove(name);
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

        var status = (int)response.StatusCode;
        KeyValuePair<string, StringValues>[] headers =
        [
            .. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .Where(header => !NotKept.Contains(header.Key))
                .Select(header => KeyValuePair.Create(header.Key, new StringValues([.. header.Value]))),
        ];
        return (new RecordingStream(body, store.MaxBody, bytes => store.Keep(key, new CachedResponse(status, headers, bytes, now, ttl))), true);
    }
}
