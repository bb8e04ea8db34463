using System.Net;

namespace NodeBBInfra.Tests.Edge;

/// <summary>WAF custom rules.</summary>
public sealed class FirewallTests
{
    private const string SkipAll = """{"ruleset":"current","phases":["http_ratelimit","http_request_firewall_managed"]}""";

    [Theory]
    [InlineData("/socket.io/?EIO=4", HttpStatusCode.OK)]
    [InlineData("/api/config", HttpStatusCode.OK)]
    [InlineData("/login", HttpStatusCode.Forbidden)]
    public async Task Skip_ends_the_custom_rules_for_what_it_matches(string target, HttpStatusCode status)
    {
        await using var edge = new TestEdge();
        edge.Zone.AddFirewallRule(
            """(http.request.uri.path contains "/socket.io") or (http.request.uri.path contains "/api/")""",
            "skip",
            SkipAll
        );
        edge.Zone.AddFirewallRule("true", "managed_challenge");
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https(target));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, edge.Seen.Count);
    }

    [Theory]
    [InlineData("managed_challenge")]
    [InlineData("js_challenge")]
    [InlineData("challenge")]
    public async Task A_challenge_is_a_403_page_that_says_so(string action)
    {
        await using var edge = new TestEdge();
        edge.Zone.AddFirewallRule("true", action);
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("challenge", response.Headers.GetValues("cf-mitigated").Single());
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Just a moment...", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(edge.Seen);
    }

    [Fact]
    public async Task The_first_rule_that_ends_it_wins()
    {
        await using var edge = new TestEdge();
        edge.Zone.AddFirewallRule("""http.request.uri.path eq "/xmlrpc.php" """, "block", "{}");
        edge.Zone.AddFirewallRule("true", "skip", SkipAll);
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var blocked = await visitor.GetAsync(edge.Https("/xmlrpc.php"));
        using var passed = await visitor.GetAsync(edge.Https("/"));

        Assert.Equal(HttpStatusCode.Forbidden, blocked.StatusCode);
        Assert.False(blocked.Headers.Contains("cf-mitigated"));
        Assert.Contains("1020", await blocked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
    }

    [Fact]
    public async Task A_skip_of_phases_alone_leaves_the_remaining_custom_rules_in_force()
    {
        await using var edge = new TestEdge();
        edge.Zone.AddFirewallRule("true", "skip", """{"phases":["http_ratelimit"]}""");
        edge.Zone.AddFirewallRule("true", "block");
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("/x/../admin")]
    [InlineData("/%61dmin")]
    [InlineData("//admin")]
    [InlineData("/\\admin")]
    public async Task Rules_see_the_normalized_path(string target)
    {
        await using var edge = new TestEdge();
        edge.Zone.AddFirewallRule("""http.request.uri.path eq "/admin" """, "block");
        await edge.StartAsync();
        using var visitor = edge.Visitor();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(
                edge.Https().ToString().TrimEnd('/') + target,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );

        using var response = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Rules_see_the_visitors_address_whatever_headers_say()
    {
        await using var edge = new TestEdge();
        edge.Zone.AddFirewallRule("ip.src eq 127.0.0.66", "block");
        await edge.StartAsync();
        using var bad = edge.Visitor(from: "127.0.0.66");
        using var good = edge.Visitor(from: "127.0.0.67");
        good.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.66");

        using var refused = await bad.GetAsync(edge.Https());
        using var served = await good.GetAsync(edge.Https());

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }
}
