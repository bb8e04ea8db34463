using System.Net;

namespace NodeBBInfra.Tests.Edge;

/// <summary>https://developers.cloudflare.com/waf/rate-limiting-rules/request-rate/</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task A_visitor_over_the_limit_gets_429_until_the_timeout_is_over()
    {
        await using var edge = new TestEdge();
        edge.Zone.AddRateLimit("""http.request.uri.path eq "/login" """, 2);
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        Assert.Equal([200, 200, 429], await StatusesAsync(visitor, edge.Https("/login"), 3));
        using (var response = await visitor.GetAsync(edge.Https("/login")))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Contains("error code: 1015", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter?.Delta);
        }

        Assert.Equal([200], await StatusesAsync(visitor, edge.Https("/other"), 1));
        edge.Clock.Pass(TimeSpan.FromSeconds(9.5));
        Assert.Equal([429], await StatusesAsync(visitor, edge.Https("/login"), 1));
        edge.Clock.Pass(TimeSpan.FromSeconds(0.6));
        Assert.Equal([200, 200, 429], await StatusesAsync(visitor, edge.Https("/login"), 3));
        Assert.Equal(5, edge.Seen.Count);
    }

    [Fact]
    public async Task Each_address_is_counted_alone_and_each_period_anew()
    {
        await using var edge = new TestEdge();
        edge.Zone.AddRateLimit("true", 2);
        await edge.StartAsync();
        using var first = edge.Visitor("127.0.0.2");
        using var second = edge.Visitor("127.0.0.3");
        second.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.2");

        Assert.Equal([200, 200], await StatusesAsync(first, edge.Https(), 2));
        Assert.Equal([200, 200, 429], await StatusesAsync(second, edge.Https(), 3));
        edge.Clock.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal([200, 200, 429], await StatusesAsync(first, edge.Https(), 3));
    }

    private static async Task<List<int>> StatusesAsync(HttpClient visitor, Uri uri, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using (var response = await visitor.GetAsync(uri))
                statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }
}
