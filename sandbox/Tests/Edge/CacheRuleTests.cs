using Microsoft.AspNetCore.Http;
using static NodeBBInfra.Tests.Edge.CacheTesting;

namespace NodeBBInfra.Tests.Edge;

/// <summary>https://developers.cloudflare.com/cache/how-to/cache-rules/settings/</summary>
public sealed class CacheRuleTests
{
    private const string Eligible = """{"cache":true}""";
    private const string Bypass = """{"cache":false}""";
    private const string Override = """{"cache":true,"edge_ttl":{"mode":"override_origin","default":86400}}""";

    [Fact]
    public async Task A_later_rule_wins_so_that_bypass_holds_where_both_match()
    {
        await using var edge = new TestEdge();
        edge.Zone.AddCacheRule("""starts_with(http.request.uri.path, "/assets/")""", Override);
        edge.Zone.AddCacheRule("""http.request.uri.path contains "/socket.io/" """, Bypass);
        await edge.StartAsync();

        Assert.Equal(
            "MISS HIT DYNAMIC DYNAMIC DYNAMIC",
            await StatusesAsync(edge, "/assets/x", "/assets/x", "/assets/socket.io/x.js", "/assets/socket.io/x.js", "/socket.io/?EIO=4")
        );
    }

    [Theory]
    [InlineData("/a.css", null, "BYPASS BYPASS", true)]
    [InlineData("/page", Eligible, "MISS MISS", true)]
    [InlineData("/page", Override, "MISS HIT", false)]
    public async Task A_response_with_a_cookie_is_stored_only_without_it(string target, string? rule, string statuses, bool cookieArrives)
    {
        await using var edge = new TestEdge
        {
            Answer = context =>
            {
                context.Response.Headers.SetCookie = "express.sid=1";
                return context.Response.WriteAsync("x");
            },
        };
        if (rule is not null)
            edge.Zone.AddCacheRule("true", rule);
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var first = await visitor.GetAsync(edge.Https(target));
        using var second = await visitor.GetAsync(edge.Https(target));

        Assert.Equal(statuses, $"{Status(first)} {Status(second)}");
        Assert.Equal(cookieArrives, first.Headers.Contains("Set-Cookie"));
        Assert.Equal(cookieArrives, second.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("override_origin", "private", 60, "MISS HIT")] // below the Free plan's minimum of two hours
    [InlineData("override_origin", null, 10_000, "MISS EXPIRED")]
    [InlineData("respect_origin", "max-age=7100", 0, "MISS HIT")]
    [InlineData("respect_origin", "max-age=60", 0, "MISS EXPIRED")]
    [InlineData("respect_origin", null, 0, "MISS HIT")]
    [InlineData("bypass_by_default", null, 0, "BYPASS BYPASS")]
    [InlineData("bypass_by_default", "max-age=7100", 0, "MISS HIT")]
    public async Task The_edge_ttl_mode_says_who_decides(string mode, string? control, int seconds, string statuses)
    {
        await using var edge = new TestEdge { Answer = Answer("x", control) };
        edge.Zone.AddCacheRule("true", $$"""{"cache":true,"edge_ttl":{"mode":"{{mode}}","default":{{seconds}} } }""");
        await edge.StartAsync();

        var first = await StatusesAsync(edge, "/page");
        edge.Clock.Pass(TimeSpan.FromSeconds(seconds == 10_000 ? 10_001 : 7000));

        Assert.Equal(statuses, $"{first} {await StatusesAsync(edge, "/page")}");
    }

    [Theory]
    [InlineData(null, "public, max-age=60", "public, max-age=14400")]
    [InlineData(null, "public, max-age=5184000", "public, max-age=5184000")]
    [InlineData("""{"cache":true,"browser_ttl":{"mode":"respect_origin"}}""", "public, max-age=60", "public, max-age=60")]
    [InlineData("""{"cache":true,"browser_ttl":{"mode":"override_origin","default":300}}""", "public, max-age=60", "public, max-age=300")]
    public async Task The_browser_ttl_is_the_rules_else_the_zones(string? rule, string control, string arrives)
    {
        await using var edge = new TestEdge { Answer = Answer("x", control) };
        if (rule is not null)
            edge.Zone.AddCacheRule("true", rule);
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var miss = await visitor.GetAsync(edge.Https("/a.css"));
        using var hit = await visitor.GetAsync(edge.Https("/a.css"));

        Assert.Equal(arrives, miss.Headers.CacheControl?.ToString());
        Assert.Equal(arrives, hit.Headers.CacheControl?.ToString());
    }
}
