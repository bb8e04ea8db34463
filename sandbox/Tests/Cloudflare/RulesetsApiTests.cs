using System.Text.Json;

namespace NodeBBInfra.Tests.Cloudflare;

public class RulesetsApiTests(RefusingApi refusing) : IClassFixture<RefusingApi>
{
    private const string Path = "{zone}/rulesets";
    private const string Custom = "http_request_firewall_custom";
    private const string Cache = "http_request_cache_settings";

    [Fact]
    public async Task A_phase_has_one_entry_point_even_when_it_is_empty()
    {
        await using var api = await ApiServer.StartAsync();
        var first = await api.OkAsync("POST", Path, RulesetOf(Custom));
        var error = await api.RefusedAsync(400, 20217, "POST", Path, RulesetOf(Custom, Block("true")));
        Assert.Equal(
            "'zone' is not a valid value for kind because exceeded maximum number of zone rulesets for phase http_request_firewall_custom",
            error.GetProperty("message").GetString()
        );
        Assert.Equal("/kind", error.GetProperty("source").GetProperty("pointer").GetString());

        var (status, _) = await api.SendAsync("DELETE", $"{Path}/{first.GetProperty("id")}");
        Assert.Equal(204, status);
        await api.OkAsync("POST", Path, RulesetOf(Custom, Block("true")));
        await api.RefusedAsync(404, 10003, "DELETE", $"{Path}/{first.GetProperty("id")}");
    }

    [Theory]
    [InlineData(Custom, 5)]
    [InlineData(Cache, 10)]
    [InlineData("http_ratelimit", 1)]
    public async Task A_phase_takes_as_many_rules_as_the_free_plan_has(string phase, int most)
    {
        await using var api = await ApiServer.StartAsync();
        object Rule() =>
            phase switch
            {
                Custom => Block("true"),
                Cache => CacheRule(new { cache = false }),
                _ => RateLimit(),
            };
        await api.RefusedAsync(400, 20118, "POST", Path, RulesetOf(phase, [.. Enumerable.Range(0, most + 1).Select(_ => Rule())]));
        var made = await api.OkAsync("POST", Path, RulesetOf(phase, [.. Enumerable.Range(0, most).Select(_ => Rule())]));
        Assert.Equal(most, made.GetProperty("rules").GetArrayLength());
        await api.RefusedAsync(
            400,
            20118,
            "PUT",
            $"{Path}/{made.GetProperty("id")}",
            RulesetOf(phase, [.. Enumerable.Range(0, most + 1).Select(_ => Rule())])
        );
    }

    [Theory]
    [InlineData("http.hosst eq \"a\"", "the field http.hosst is unknown or not supported")]
    [InlineData("http.host eq", "expected a value to compare with")]
    [InlineData("http.host matches \"a\"", "matches needs a Business plan")]
    [InlineData("", "expected a field")]
    [InlineData(
        "ssl and\n  not http.hosst eq \"a\"\n or ssl",
        "Filter parsing error (2:7):\n  not http.hosst eq \"a\"\n      ^ the field http.hosst is unknown or not supported"
    )]
    [InlineData("http.host eq \"é\" or", "Filter parsing error (1:21):\nhttp.host eq \"é\" or\n                    ^ expected a field")]
    public async Task An_expression_that_does_not_parse_is_refused_with_the_place(string expression, string problem)
    {
        var api = refusing.Api;
        var error = await api.RefusedAsync(400, 20127, "POST", Path, RulesetOf(Custom, Block("true"), Block(expression)));
        Assert.Equal("/rules/1/expression", error.GetProperty("source").GetProperty("pointer").GetString());
        Assert.Contains(problem, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expression_of_more_than_4096_characters_is_refused()
    {
        await using var api = await ApiServer.StartAsync();
        await api.RefusedAsync(400, 20127, "POST", Path, RulesetOf(Custom, Block("true".PadRight(4097))));
        await api.OkAsync("POST", Path, RulesetOf(Custom, Block("true".PadRight(4096))));
    }

    [Theory]
    [InlineData("""{"phases":["http_request_cache_settings"]}""", "/rules/0/action_parameters/phases")]
    [InlineData("""{"phases":[]}""", "/rules/0/action_parameters/phases")]
    [InlineData("""{"products":["botFightMode"]}""", "/rules/0/action_parameters/products")]
    [InlineData("""{"products":["UABlock"]}""", "/rules/0/action_parameters/products")]
    [InlineData("""{"ruleset":"d9a7a5bb9aaef5a05c87a2f1b9519ea6"}""", "/rules/0/action_parameters/ruleset")]
    [InlineData("""{"phase":"http_ratelimit"}""", "/rules/0/action_parameters/phase")]
    [InlineData("{}", "/rules/0/action_parameters")]
    public async Task What_cannot_be_skipped_is_refused(string parameters, string place)
    {
        var api = refusing.Api;
        var rule = new
        {
            action = "skip",
            expression = "true",
            action_parameters = JsonDocument.Parse(parameters).RootElement,
        };
        var error = await api.RefusedAsync(400, 20120, "POST", Path, RulesetOf(Custom, rule));
        Assert.Equal(place, error.GetProperty("source").GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("""{"cache":true,"edge_ttl":{"mode":"override_origin","default":7199}}""", "edge_ttl/default")]
    [InlineData("""{"cache":true,"edge_ttl":{"mode":"override_origin"}}""", "edge_ttl/default")]
    [InlineData("""{"cache":true,"edge_ttl":{"mode":"respect_origin","default":7200}}""", "edge_ttl/default")]
    [InlineData("""{"cache":true,"edge_ttl":{"mode":"sometimes"}}""", "edge_ttl/mode")]
    [InlineData("""{"cache":true,"browser_ttl":{"mode":"override_origin"}}""", "browser_ttl/default")]
    [InlineData("""{"cache":true,"cache_key":{"custom_key":{"header":{"include":["accept"]}}}}""", "cache_key")]
    [InlineData("""{"cache":true,"origin_cache_control":true}""", "origin_cache_control")]
    [InlineData("""{"cache":true,"edge_ttl":{"mode":"respect_origin","status_code_ttl":[]}}""", "edge_ttl/status_code_ttl")]
    public async Task Cache_settings_that_the_free_plan_or_the_edge_lacks_are_refused(string parameters, string member)
    {
        var api = refusing.Api;
        var error = await api.RefusedAsync(
            400,
            20120,
            "POST",
            Path,
            RulesetOf(Cache, CacheRule(JsonDocument.Parse(parameters).RootElement))
        );
        Assert.Equal($"/rules/0/action_parameters/{member}", error.GetProperty("source").GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task An_edge_ttl_of_two_hours_is_taken()
    {
        await using var api = await ApiServer.StartAsync();
        await api.OkAsync(
            "POST",
            Path,
            RulesetOf(Cache, CacheRule(new { cache = true, edge_ttl = new { mode = "override_origin", @default = 7200 } }))
        );
    }

    [Fact]
    public async Task A_rate_limit_of_another_period_or_on_another_field_is_refused()
    {
        await using var api = await ApiServer.StartAsync();
        await api.RefusedAsync(400, 20120, "POST", Path, RulesetOf("http_ratelimit", RateLimit(period: 60)));
        await api.RefusedAsync(400, 20120, "POST", Path, RulesetOf("http_ratelimit", RateLimit(timeout: 600)));
        await api.RefusedAsync(400, 20120, "POST", Path, RulesetOf("http_ratelimit", RateLimit(characteristic: "http.host")));
        await api.RefusedAsync(400, 20120, "POST", Path, RulesetOf("http_ratelimit", RateLimit(expression: "http.host eq \"a\"")));
        await api.OkAsync(
            "POST",
            Path,
            RulesetOf("http_ratelimit", RateLimit(expression: "http.request.uri.path eq \"/login\" and not cf.client.bot"))
        );
    }

    [Theory]
    [InlineData("http_config_settings", "zone", "set_config", "/phase")]
    [InlineData(Custom, "custom", "block", "/kind")]
    [InlineData(Custom, null, "block", "/kind")]
    [InlineData(Custom, "zone", "set_config", "/rules/0/action")]
    [InlineData(Custom, "zone", "Block", "/rules/0/action")]
    public async Task Phase_kind_and_action_must_be_known(string phase, string? kind, string action, string place)
    {
        var api = refusing.Api;
        var error = await api.RefusedAsync(
            400,
            20120,
            "POST",
            Path,
            new
            {
                name = "default",
                kind,
                phase,
                rules = new[] { new { action, expression = "true" } },
            }
        );
        Assert.Equal(place, error.GetProperty("source").GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task A_rule_keeps_its_id_by_its_ref_and_its_version_counts_changes()
    {
        await using var api = await ApiServer.StartAsync();
        var made = await api.OkAsync("POST", Path, RulesetOf(Custom, Block("true", "a"), Block("false", "b")));
        var ids = Ids(made);

        var put = await api.OkAsync("PUT", $"{Path}/{made.GetProperty("id")}", RulesetOf(Custom, Block("false", "b"), Block("ssl", "a")));
        Assert.Equal([ids[1], ids[0]], Ids(put));
        Assert.Equal(["1", "2"], put.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("version").GetString()));
        Assert.Equal("2", put.GetProperty("version").GetString());

        var other = await api.OkAsync("PUT", $"{Path}/{made.GetProperty("id")}", RulesetOf(Custom, Block("ssl", "c")));
        Assert.DoesNotContain(Ids(other)[0], ids);
        await api.RefusedAsync(
            400,
            20120,
            "PUT",
            $"{Path}/{made.GetProperty("id")}",
            RulesetOf(Custom, Block("ssl", "c"), Block("ssl", "c"))
        );
        Assert.Equal(
            [other.GetProperty("id").GetString()],
            (await api.OkAsync("GET", Path)).EnumerateArray().Select(ruleset => ruleset.GetProperty("id").GetString())
        );

        static List<string> Ids(JsonElement ruleset) =>
            [.. ruleset.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!)];
    }

    [Fact]
    public async Task The_edge_sees_enabled_rules_in_order_and_a_skip_is_logged_unasked()
    {
        await using var api = await ApiServer.StartAsync();
        var skip = new
        {
            @ref = "skip",
            action = "skip",
            expression = "true",
            action_parameters = new { ruleset = "current" },
        };
        var off = new
        {
            @ref = "off",
            action = "block",
            expression = "true",
            enabled = false,
        };
        var made = await api.OkAsync("POST", Path, RulesetOf(Custom, skip, off, Block("ssl", "block")));

        Assert.Equal(["skip", "block"], api.State.Rules(Custom).Select(rule => rule.Ref));
        Assert.Equal("current", api.State.Rules(Custom)[0].ActionParameters!.Value.GetProperty("ruleset").GetString());
        Assert.Empty(api.State.Rules(Cache));
        Assert.True(made.GetProperty("rules")[0].GetProperty("logging").GetProperty("enabled").GetBoolean());
        Assert.Equal(
            made.GetProperty("id").GetString(),
            (await api.OkAsync("GET", $"{Path}/phases/{Custom}/entrypoint")).GetProperty("id").GetString()
        );
    }

    private static object RulesetOf(string phase, params object[] rules) =>
        new
        {
            name = "default",
            kind = "zone",
            phase,
            rules,
        };

    private static object Block(string expression, string? reference = null) =>
        new
        {
            @ref = reference,
            action = "block",
            expression,
        };

    private static object CacheRule(object parameters) =>
        new
        {
            action = "set_cache_settings",
            expression = "true",
            action_parameters = parameters,
        };

    private static object RateLimit(int period = 10, int timeout = 10, string characteristic = "ip.src", string expression = "true") =>
        new
        {
            action = "block",
            expression,
            ratelimit = new
            {
                characteristics = new[] { characteristic, "cf.colo.id" },
                period,
                requests_per_period = 20,
                mitigation_timeout = timeout,
            },
        };
}
