using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Tests.Edge;

/// <summary>https://developers.cloudflare.com/cache/concepts/cdn-cache-control/</summary>
public sealed class CdnCacheControlTests
{
    [Theory]
    [InlineData("public, max-age=600", null, "no-store", "BYPASS BYPASS")]
    [InlineData("public, max-age=600", "no-store", null, "BYPASS BYPASS")]
    [InlineData("public, max-age=600", "max-age=600", "no-store", "BYPASS BYPASS")]
    [InlineData("no-store", null, "max-age=600", "MISS HIT")]
    [InlineData("no-store", "max-age=600", null, "MISS HIT")]
    [InlineData("private", "no-store", "max-age=600", "MISS HIT")]
    [InlineData("max-age=600", null, null, "MISS HIT")]
    [InlineData("max-age=600", "max-age=0", null, "BYPASS BYPASS")]
    public async Task The_most_specific_header_decides_and_only_Cloudflares_own_is_kept_back(
        string control,
        string? forCdns,
        string? own,
        string statuses
    )
    {
        await using var edge = new TestEdge
        {
            Answer = context =>
            {
                context.Response.Headers.CacheControl = control;
                context.Response.Headers["CDN-Cache-Control"] = forCdns;
                context.Response.Headers["cloudflare-cdn-cache-control"] = own;
                return context.Response.WriteAsync("x");
            },
        };
        // Browsers get the origin's headers.
        edge.Zone.Settings["browser_cache_ttl"] = "0";
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        var seen = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var response = await visitor.GetAsync(edge.Https("/a.css"));
            seen.Add(CacheTesting.Status(response));
            Assert.Equal(control, response.Headers.NonValidated["Cache-Control"].ToString());
            Assert.Equal(forCdns is not null, response.Headers.Contains("CDN-Cache-Control"));
            Assert.False(response.Headers.Contains("Cloudflare-CDN-Cache-Control"));
        }

        Assert.Equal(statuses, string.Join(' ', seen));
    }

    [Fact]
    public async Task Expires_says_nothing_beside_a_header_for_CDNs()
    {
        await using var edge = new TestEdge
        {
            Answer = context =>
            {
                context.Response.Headers.Expires = "0";
                context.Response.Headers["CDN-Cache-Control"] = "public";
                return context.Response.WriteAsync("x");
            },
        };
        await edge.StartAsync();

        Assert.Equal("MISS HIT", await CacheTesting.StatusesAsync(edge, "/a.css", "/a.css"));
    }
}
