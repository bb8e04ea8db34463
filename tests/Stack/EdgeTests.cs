using NodeBBInfra.Components;
using NodeBBInfra.Components.Edge;
using Pulumi;
using Pulumi.Cloudflare;

namespace NodeBBInfra.Tests.StackTests;

public class EdgeTests
{
    private static readonly ForumHosts Hosts = ForumHosts.Of(new ForumDomain("example.org"), ["staging.example.org", "pr-*.example.org"]);

    [Fact]
    public void The_rules_are_the_ones_that_were_reviewed()
    {
        Golden.Matches("Stack/waf-rules.txt", Text(WafRules.Render(Hosts)));
        Golden.Matches("Stack/cache-rules.txt", Text(CacheRules.Render(Hosts, cacheAssets: true)));
        Golden.Matches("Stack/cache-rules-without-assets.txt", Text(CacheRules.Render(Hosts, cacheAssets: false)));
    }

    [Fact]
    public void The_skip_rule_has_the_guides_name_and_the_guides_paths_at_their_beginning()
    {
        var rule = WafRules.Render(Hosts)[0];

        Assert.Equal("NodeBB - bypass socket.io and API", rule.Description);
        Assert.Equal(
            Hosts.Only("starts_with(http.request.uri.path, \"/socket.io/\") or starts_with(http.request.uri.path, \"/api/\")"),
            rule.Expression
        );
    }

    [Fact]
    public void What_must_never_be_cached_comes_after_what_is() =>
        Assert.Equal(
            [typeof(EdgeAction.BypassCache), typeof(EdgeAction.Cache), typeof(EdgeAction.BypassCache), typeof(EdgeAction.BypassCache)],
            CacheRules.Render(Hosts, cacheAssets: true).Select(rule => rule.Action.GetType())
        );

    [Fact]
    public async Task Every_rule_says_what_it_is()
    {
        var run = await ForumRun.Of(Settings.With());

        foreach (var ruleset in run.Constructed.Where(c => c.Resource is Ruleset))
        {
            var rules = await ForumRun.Value<System.Collections.Immutable.ImmutableArray<Pulumi.Cloudflare.Inputs.RulesetRuleArgs>>(
                ((RulesetArgs)ruleset.Args).Rules
            );
            var refs = new List<string>();
            foreach (var rule in rules)
            {
                refs.Add(await ForumRun.Value(rule.Ref));
                Assert.True(await ForumRun.Value(rule.Enabled));
                Assert.NotEmpty(await ForumRun.Value(rule.Description));
                Assert.Equal(await ForumRun.Value(rule.Action) == "skip", rule.Logging is not null);
            }

            Assert.NotEmpty(refs);
            Assert.Equal(refs.Distinct(), refs);
        }
    }

    [Fact]
    public async Task A_stack_that_does_not_own_the_zone_only_makes_DNS_records()
    {
        var run = await ForumRun.Of(Settings.With(("nodebb:zoneOwner", "false")));

        var ofTheZone = run.Constructed.Where(c =>
            c.Resource.GetResourceType().StartsWith("cloudflare:", StringComparison.Ordinal) && c.Resource is not OriginCaCertificate
        );
        Assert.Equal(["apex", "www"], ofTheZone.Select(c => c.Resource.GetResourceName()));
    }

    [Fact]
    public async Task Records_are_proxied_whole_names_with_the_only_ttl_that_is_allowed()
    {
        var run = await ForumRun.Of(Settings.With(("nodebb:originAddress6", "2001:db8::10")));

        var records = run
            .Registered.Where(r => r.Type! == "cloudflare:index/dnsRecord:DnsRecord")
            .OrderBy(r => r.Name, StringComparer.Ordinal);
        Assert.Equal(
            [
                "apex example.org A 192.0.2.10",
                "apex-ipv6 example.org AAAA 2001:db8::10",
                "www www.example.org A 192.0.2.10",
                "www-ipv6 www.example.org AAAA 2001:db8::10",
            ],
            records.Select(r => $"{r.Name} {r.Inputs["name"]} {r.Inputs["type"]} {r.Inputs["content"]}")
        );
        Assert.All(records, r => Assert.Equal((true, 1d), ((bool)r.Inputs["proxied"], (double)r.Inputs["ttl"])));
        Assert.All(
            run.Constructed.Where(c => c.Resource is DnsRecord),
            c => Assert.True(((CustomResourceOptions)c.Options).DeleteBeforeReplace)
        );
    }

    [Fact]
    public async Task Every_resource_of_the_zone_names_the_zone()
    {
        var run = await ForumRun.Of(Settings.With());

        Assert.All(
            run.Registered.Where(r =>
                r.Type!.StartsWith("cloudflare:", StringComparison.Ordinal)
                && !r.Type!.EndsWith("OriginCaCertificate", StringComparison.Ordinal)
            ),
            r => Assert.Equal("023e105f4ecef8ad9ca31a8372d0c353", r.Inputs["zoneId"])
        );
    }

    [Fact]
    public void The_zone_settings_are_the_guides_six_and_those_that_would_break_a_forum() =>
        Assert.Equal(
            "ssl strict, always_use_https on, min_tls_version 1.2, opportunistic_encryption on, tls_1_3 on, automatic_https_rewrites on, "
                + "websockets on, rocket_loader off, email_obfuscation off, pseudo_ipv4 off, security_level medium, browser_check on",
            string.Join(", ", ZoneSettings.Render().Select(s => $"{s.Id} {s.Value}"))
        );

    [Fact]
    public async Task Bot_Fight_Mode_which_no_rule_can_skip_is_off()
    {
        var run = await ForumRun.Of(Settings.With());

        Assert.Equal(
            false,
            Assert.Single(run.Registered, r => r.Type! == "cloudflare:index/botManagement:BotManagement").Inputs["fightMode"]
        );
    }

    [Fact]
    public async Task Rules_and_origin_see_the_same_address()
    {
        var run = await ForumRun.Of(Settings.With());

        var inputs = Assert
            .Single(run.Registered, r => r.Type! == "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings")
            .Inputs;
        Assert.Equal(("cloudflare", "both"), ((string)inputs["type"], (string)inputs["scope"]));
    }

    [Fact]
    public void A_host_without_IPv6_has_no_AAAA_records() =>
        Assert.DoesNotContain(DnsRecords.Render(new ForumDomain("example.org"), "192.0.2.10", null), r => r.Type! == "AAAA");

    private static string Text(IEnumerable<EdgeRule> rules) => string.Concat(rules.Select(rule => rule.Render()));
}
