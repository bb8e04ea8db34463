using System.Net;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A response as the cache keeps it.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its end-to-end headers, as the visitor gets them.</param>
/// <param name="Body">Its body, as the origin encoded it.</param>
/// <param name="StoredAt">When it came.</param>
/// <param name="Ttl">How long it is fresh.</param>
internal sealed record CachedResponse(
    int Status, IReadOnlyList<KeyValuePair<string, StringValues>> Headers, byte[] Body, DateTimeOffset StoredAt, TimeSpan Ttl)
{
    /// <summary>How old it is.</summary>
    public TimeSpan Age(DateTimeOffset now) => now - StoredAt;

    /// <summary>A header's value; null when it has none of that name.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The same as the origin's response was, without its body.</summary>
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

    /// <summary>Whether it may be served without asking the origin.</summary>
    public bool IsFresh(DateTimeOffset now) => Age(now) < Ttl;
}

/// <summary>The cache's memory, bounded by the bytes of its bodies. Expired responses stay until room is needed: that is how the edge can say EXPIRED.</summary>
internal sealed class CacheStore(EdgeOptions options) : IDisposable
{
    private readonly MemoryCache _memory = new(new MemoryCacheOptions { SizeLimit = options.CacheBytes });

    /// <summary>The largest body that is kept, in bytes.</summary>
    public long MaxBody { get; } = options.CacheBytes / 8;

    /// <summary>What is kept under a key, fresh or not; null when nothing is.</summary>
    public CachedResponse? Find(string key) => _memory.Get<CachedResponse>(key);

    /// <summary>Keeps a response.</summary>
    public void Keep(string key, CachedResponse response) =>
        // Headers have a size too; a kilobyte also keeps empty bodies from being free.
        _memory.Set(key, response, new MemoryCacheEntryOptions { Size = response.Body.Length + 1024 });

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
