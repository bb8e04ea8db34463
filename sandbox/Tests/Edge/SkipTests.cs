using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Tests.Edge;

/// <summary>
/// What skip rules can skip, each with a request that does not match. https://developers.cloudflare.com/waf/custom-rules/skip/options/
/// </summary>
public sealed class SkipTests
{
    private const string OnlyTheApi = """http.request.uri.path contains "/api/" """;

    [Theory]
    [InlineData("http_ratelimit", 429, 200)]
    [InlineData("http_request_firewall_managed", 429, 429)]
    public async Task Rate_limits_are_a_phase(string phase, int elsewhere, int skipped)
    {
        await using var edge = new TestEdge();
        edge.Zone.AddFirewallRule(OnlyTheApi, "skip", $$"""{"phases":["{{phase}}"]}""");
        edge.Zone.AddRateLimit("true", 1);
        await edge.StartAsync();

        Assert.Equal((200, elsewhere), (await StatusAsync(edge, "/page", "127.0.0.2"), await StatusAsync(edge, "/page", "127.0.0.2")));
        Assert.Equal((200, skipped), (await StatusAsync(edge, "/api/x", "127.0.0.3"), await StatusAsync(edge, "/api/x", "127.0.0.3")));
    }

    [Theory]
    [InlineData("?q=$%7Bjndi:ldap://x%7D", null)]
    [InlineData("?q=%24%7BjNdi:ldap://x%7D", null)]
    [InlineData("?file=../../etc/passwd", null)]
    [InlineData("?file=..%2F..%2Fetc%2Fpasswd", null)]
    [InlineData("", "() { :; }; echo")]
    [InlineData("", "${jndi:ldap://x}")]
    public async Task Managed_rules_are_a_phase(string query, string? agent)
    {
        await using var edge = new TestEdge();
        edge.Zone.AddFirewallRule(OnlyTheApi, "skip", """{"phases":["http_request_firewall_managed"]}""");
        await edge.StartAsync();

        Assert.Equal(403, await StatusAsync(edge, "/page" + query, agent: agent));
        Assert.Equal(200, await StatusAsync(edge, "/api/x" + query, agent: agent));
        Assert.Equal(200, await StatusAsync(edge, "/page?q=jndi%20passwd"));
    }

    [Theory]
    [InlineData("bic")]
    [InlineData("hot")]
    [InlineData("securityLevel")]
    [InlineData("uaBlock")]
    public async Task Each_product_is_skipped_by_its_own_name_only(string product)
    {
        foreach (var skipped in (string[])["bic", "hot", "securityLevel", "uaBlock"])
        {
            await using var edge = new TestEdge();
            edge.Zone.AddFirewallRule(OnlyTheApi, "skip", $$"""{"products":["{{skipped}}"]}""");
            var (agent, referer) = Arm(edge.Zone, product);
            await edge.StartAsync();

            Assert.Equal(403, await StatusAsync(edge, "/page/x.png", agent: agent, referer: referer));
            Assert.Equal(skipped == product ? 200 : 403, await StatusAsync(edge, "/api/x.png", agent: agent, referer: referer));
        }
    }

    [Fact]
    public async Task Bot_Fight_Mode_challenges_what_is_no_browser_and_no_rule_skips_it()
    {
        await using var edge = new TestEdge();
        edge.Zone.AddFirewallRule(
            "true",
            "skip",
            """{"ruleset":"current","phases":["http_ratelimit","http_request_firewall_managed"],"products":["bic","hot","securityLevel","uaBlock"]}"""
        );
        edge.Zone.BotFightMode = true;
        await edge.StartAsync();

        Assert.Equal(200, await StatusAsync(edge, "/socket.io/"));
        Assert.Equal(403, await StatusAsync(edge, "/socket.io/", agent: "Mastodon/4.3.0 (http.rb/5.2.0; +https://social.example/)"));
        edge.Zone.BotFightMode = false;
        Assert.Equal(200, await StatusAsync(edge, "/socket.io/", agent: "Mastodon/4.3.0 (http.rb/5.2.0; +https://social.example/)"));
    }

    // Makes a product refuse a visitor with the returned User-Agent (null for a browser's) and Referer.
    private static (string? Agent, string? Referer) Arm(TestZone zone, string product)
    {
        zone.Settings["browser_check"] = product == "bic" ? "on" : "off";
        zone.Settings["hotlink_protection"] = product == "hot" ? "on" : "off";
        zone.Settings["security_level"] = product == "securityLevel" ? "under_attack" : "medium";
        zone.UserAgentRules = product == "uaBlock" ? [new UserAgentRule("BadBot/1", "block")] : [];
        return (
            product switch
            {
                "bic" => "",
                "uaBlock" => "BadBot/1",
                _ => null,
            },
            product == "hot" ? "https://elsewhere.example/" : null
        );
    }

    private static async Task<int> StatusAsync(
        TestEdge edge,
        string target,
        string from = "127.0.0.1",
        string? agent = null,
        string? referer = null
    )
    {
        using var visitor = new HttpClient(edge.Handler(from));
        using var request = new HttpRequestMessage(HttpMethod.Get, edge.Https(target));
        if (agent != "")
            request.Headers.TryAddWithoutValidation("User-Agent", agent ?? TestEdge.Browser);
        if (referer is not null)
            request.Headers.Referrer = new Uri(referer);
        using var response = await visitor.SendAsync(request);
        return (int)response.StatusCode;
    }
}
