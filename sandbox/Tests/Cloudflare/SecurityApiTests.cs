using NodeBBInfra.Tests.Edge;

namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>The edge applies the API's settings for user agents, security level and rate limits.</summary>
public sealed class SecurityApiTests
{
    [Fact]
    public async Task Everything_that_refuses_visitors_can_be_switched_through_the_API()
    {
        await using var api = await ApiServer.StartAsync();
        using var certificate = new TestCertificates().Issue(ApiServer.Domain);
        await using var edge = await EdgeOnState.StartAsync(api.State, certificate, []);
        await api.OkAsync(
            "POST",
            "{zone}/dns_records",
            new
            {
                name = "@",
                type = "A",
                content = EdgeOnState.Origin.ToString(),
                ttl = 1,
                proxied = true,
            }
        );
        Assert.Equal(200, await edge.GetAsync("/"));

        var rule = await api.OkAsync(
            "POST",
            "{zone}/firewall/ua_rules",
            new { mode = "block", configuration = new { target = "ua", value = TestEdge.Browser } }
        );
        Assert.Equal(403, await edge.GetAsync("/"));
        await api.OkAsync(
            "PUT",
            $"{{zone}}/firewall/ua_rules/{rule.GetProperty("id")}",
            new
            {
                mode = "block",
                paused = true,
                configuration = new { target = "ua", value = TestEdge.Browser },
            }
        );
        Assert.Equal(200, await edge.GetAsync("/"));
        await api.OkAsync("DELETE", $"{{zone}}/firewall/ua_rules/{rule.GetProperty("id")}");

        await api.OkAsync("PATCH", "{zone}/settings/security_level", new { value = "under_attack" });
        Assert.Equal(403, await edge.GetAsync("/"));
        await api.OkAsync(
            "POST",
            "{zone}/rulesets",
            Ruleset(
                "http_request_firewall_custom",
                new
                {
                    action = "skip",
                    expression = "true",
                    action_parameters = new { products = (string[])["securityLevel"] },
                }
            )
        );
        Assert.Equal(200, await edge.GetAsync("/"));

        await api.OkAsync(
            "POST",
            "{zone}/rulesets",
            Ruleset(
                "http_ratelimit",
                new
                {
                    action = "block",
                    expression = """http.request.uri.path eq "/once" """,
                    ratelimit = new
                    {
                        characteristics = (string[])["ip.src", "cf.colo.id"],
                        period = 10,
                        mitigation_timeout = 10,
                        requests_per_period = 1,
                    },
                }
            )
        );
        Assert.Equal((200, 429), (await edge.GetAsync("/once"), await edge.GetAsync("/once")));
    }

    private static object Ruleset(string phase, object rule) =>
        new
        {
            name = "default",
            kind = "zone",
            phase,
            rules = new[] { rule },
        };
}
