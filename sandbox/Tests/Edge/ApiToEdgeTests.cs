using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.Edge;

/// <summary>The simulated API and the edge together: a change through the API applies at the edge at once.</summary>
public sealed class ApiToEdgeTests
{
    [Fact]
    public async Task What_is_configured_through_the_API_is_what_visitors_get()
    {
        await using var api = await ApiServer.StartAsync();
        await using var edge = new TestEdge(ApiServer.Domain);
        edge.OriginCertificate = new TestCertificates().Issue(ApiServer.Domain);
        await edge.StartAsync(api.State);
        using var visitor = edge.Visitor();
        async Task<string> AskAsync(Uri uri)
        {
            using var response = await visitor.GetAsync(uri);
            return $"{(int)response.StatusCode} {(response.Headers.TryGetValues("CF-Cache-Status", out var status) ? status.Single() : "-")}";
        }

        Assert.Equal("409 -", await AskAsync(edge.Http()));

        await api.OkAsync(
            "POST",
            "{zone}/dns_records",
            new
            {
                type = "A",
                name = ApiServer.Domain,
                content = $"{edge.Address}",
                proxied = true,
                ttl = 1,
            }
        );
        Assert.Equal("200 DYNAMIC", await AskAsync(edge.Http()));

        await api.OkAsync("PATCH", "{zone}/settings/always_use_https", new { value = "on" });
        Assert.Equal("301 -", await AskAsync(edge.Http()));

        // A new zone is in Full, which accepts a certificate from a CA that strict does not trust.
        Assert.Equal("200 DYNAMIC", await AskAsync(edge.Https()));
        await api.OkAsync("PATCH", "{zone}/settings/ssl", new { value = "strict" });
        Assert.Equal("526 -", await AskAsync(edge.Https()));
        await api.OkAsync("PATCH", "{zone}/settings/ssl", new { value = "full" });

        await AddRulesAsync(
            api,
            "http_request_firewall_custom",
            new
            {
                @ref = "skip",
                action = "skip",
                action_parameters = new { ruleset = "current" },
                expression = """http.request.uri.path contains "/api/" """,
                description = "skip",
                enabled = true,
            },
            new
            {
                @ref = "block",
                action = "block",
                action_parameters = new { },
                expression = """http.request.uri.path contains ".php" """,
                description = "block",
                enabled = true,
            }
        );
        Assert.Equal("200 DYNAMIC", await AskAsync(edge.Https("/api/x.php")));
        Assert.Equal("403 -", await AskAsync(edge.Https("/x.php")));

        await AddRulesAsync(
            api,
            "http_request_cache_settings",
            new
            {
                @ref = "assets",
                action = "set_cache_settings",
                action_parameters = new
                {
                    cache = true,
                    edge_ttl = new { mode = "override_origin", @default = 86_400 },
                    browser_ttl = new { mode = "respect_origin" },
                },
                expression = """starts_with(http.request.uri.path, "/assets/")""",
                description = "assets",
                enabled = true,
            },
            new
            {
                @ref = "bypass",
                action = "set_cache_settings",
                action_parameters = new { cache = false },
                expression = """http.request.uri.path contains "/api/" """,
                description = "bypass",
                enabled = true,
            }
        );
        Assert.Equal("200 MISS", await AskAsync(edge.Https("/assets/logo")));
        Assert.Equal("200 HIT", await AskAsync(edge.Https("/assets/logo")));
        Assert.Equal("200 DYNAMIC", await AskAsync(edge.Https("/assets/api/logo.png")));
    }

    private static async Task AddRulesAsync(ApiServer api, string phase, params object[] rules) =>
        await api.OkAsync(
            "POST",
            "{zone}/rulesets",
            new
            {
                name = "default",
                description = "",
                kind = "zone",
                phase,
                rules,
            }
        );
}
