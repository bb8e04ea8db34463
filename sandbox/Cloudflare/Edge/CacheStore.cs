using System.Net;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A cached response.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">The end-to-end headers, as sent to visitors.</param>
/// <param name="Body">The body, in the origin's content encoding.</param>
/// <param name="StoredAt">When it was stored.</param>
/// <param name="Ttl">How long it is fresh.</param>
internal sealed record CachedResponse(
    int Status,
    IReadOnlyList<KeyValuePair<string, StringValues>> Headers,
    byte[] Body,
    DateTimeOffset StoredAt,
    TimeSpan Ttl
)
{
    /// <summary>Its age.</summary>
    public TimeSpan Age(DateTimeOffset now) => now - StoredAt;

    /// <summary>A header's value; null when missing.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The origin's response without the body.</summary>
    public HttpResponseMessage AsResponse()
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent([]) };
        foreach (var (name, value) in Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value.AsEnumerable()))
                response.Content.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
        }

        return response;
    }

    /// <summary>Whether it may be served without revalidation.</summary>
    public bool IsFresh(DateTimeOffset now) => Age(now) < Ttl;
}

/// <summary>
/// The cache in memory, limited by the size of the bodies. Stale responses stay until space is needed, so that the edge can report
/// EXPIRED.
/// </summary>
internal sealed class CacheStore(EdgeOptions options) : IDisposable
{
    private readonly MemoryCache _memory = new(new MemoryCacheOptions { SizeLimit = options.CacheBytes });

    /// <summary>The largest body to store, in bytes.</summary>
    public long MaxBody { get; } = options.CacheBytes / 8;

    /// <summary>The response under a key, fresh or stale; null when there is none.</summary>
    public CachedResponse? Find(string key) => _memory.Get<CachedResponse>(key);

    /// <summary>Stores a response.</summary>
    public void Keep(string key, CachedResponse response) =>
        // The extra kilobyte stands for the headers and gives empty bodies a size.
        _memory.Set(key, response, new MemoryCacheEntryOptions { Size = response.Body.Length + 1024 });

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
