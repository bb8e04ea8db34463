using CsCheck;
using NodeBBInfra.Components;
using NodeBBInfra.Components.Edge;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Rules;
using NodeBBInfra.Tests.Rules;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>Several forums in one zone: their names, and whose rules are for whom.</summary>
public sealed class ZoneTests
{
    private static readonly (string, string?)[] Staging = [("nodebb:domain", "staging.example.org"), ("nodebb:zoneOwner", "false")];

    [Fact]
    public async Task A_forum_below_the_zones_name_has_no_www_name_anywhere()
    {
        var run = await ForumRun.Of(Settings.With(Staging));

        Assert.Equal(
            ["apex staging.example.org"],
            run.Registered.Where(r => r.Type == "cloudflare:index/dnsRecord:DnsRecord").Select(r => $"{r.Name} {r.Inputs["name"]}")
        );
        var certificate = run.Registered.Single(r => r.Type!.EndsWith(":OriginCaCertificate", StringComparison.Ordinal));
        Assert.Equal(["staging.example.org"], ((IEnumerable<object>)certificate.Inputs["hostnames"]).Cast<string>());
        foreach (var (step, stdin) in await run.Stdin())
            Assert.False(stdin.Contains("www.staging", StringComparison.Ordinal), step);
        Assert.Contains("@param HOSTS\n| staging.example.org\n", (await run.Stdin())["certificate"]);
    }

    [Fact]
    public void A_forum_at_the_zones_name_redirects_its_www_name()
    {
        var vhost = ForumVhost.Render(new ForumServer(new ForumDomain("example.org")));

        Assert.Contains("    server_name www.example.org;\n", vhost, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forum_that_is_not_indexed_says_so_in_every_location_with_headers_of_its_own()
    {
        var vhost = ForumVhost.Render(new ForumServer(new ForumDomain("example.org")) { IsIndexed = false });

        Assert.Contains("    default \"noindex, nofollow\";\n", vhost, StringComparison.Ordinal);
        var own = vhost
            .Split("    location ")
            .Skip(1)
            .Where(location => location.Split("\n    }")[0].Contains("add_header", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(own);
        Assert.All(own, location => Assert.Contains("add_header X-Robots-Tag $forum_robots always;", location, StringComparison.Ordinal));
        Assert.DoesNotContain("noindex", ForumVhost.Render(new ForumServer(new ForumDomain("example.org"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.net", "write example.org, the zone of nodebb:zoneId, or a direct subdomain")]
    [InlineData("notexample.org", "write example.org, the zone of nodebb:zoneId, or a direct subdomain")]
    [InlineData("a.staging.example.org", "write a name directly below example.org, because Universal SSL does not cover deeper names")]
    public async Task A_domain_that_the_zone_cannot_have_is_refused(string domain, string advice)
    {
        var message = await RefusalAsync(("nodebb:domain", domain));

        Assert.Contains($"nodebb:domain is \"{domain}\": {advice}.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"blog.example.net\"]", "nodebb:otherForums has \"blog.example.net\": write example.org, the zone of nodebb:zoneId")]
    [InlineData("[\"a.b.example.org\"]", "nodebb:otherForums has \"a.b.example.org\": write a name directly below")]
    public async Task Another_forum_that_the_zone_cannot_have_is_refused(string forums, string sentence) =>
        Assert.Contains(sentence, await RefusalAsync(("nodebb:otherForums", forums)), StringComparison.Ordinal);

    [Theory]
    [InlineData("[\"*.*.example.org\"]")]
    [InlineData("[\"staging.*\"]")]
    [InlineData("[\"*.example.org\"]")]
    [InlineData("[\".example.org\"]")]
    [InlineData("[\"x\\\" or true or http.host eq \\\"y.example.org\"]")]
    [InlineData("[\"\"]")]
    public void What_is_no_host_name_or_pattern_is_refused(string forums) =>
        Assert.Contains(
            "write a host name such as staging.example.org, or with a * in its first part",
            Assert.Single(Settings.ProblemsOf(Settings.With(("nodebb:otherForums", forums)))),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Staging.example.org", "write it in lower case, \"staging.example.org\"")]
    [InlineData("staging.example.org.", "write it without the final dot")]
    [InlineData("bücher.example.org", "write an international name in its ASCII form")]
    public void Another_forums_name_that_is_nearly_right_gets_the_domains_advice(string name, string advice) =>
        Assert.Contains(
            $"of \"{name}\", {advice}",
            Assert.Single(Settings.ProblemsOf(Settings.With(("nodebb:otherForums", $"[\"{name}\"]")))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Only_the_owner_names_other_forums() =>
        Assert.Equal(
            "nodebb:otherForums is set, but nodebb:zoneOwner is false: remove it here, and set it in the stack that owns the zone.",
            Assert.Single(Settings.ProblemsOf(Settings.With([.. Staging, ("nodebb:otherForums", "[\"pr-1.example.org\"]")])))
        );

    [Fact]
    public async Task A_second_owner_is_refused_with_the_first_ones_name()
    {
        var message = await RefusalAsync([Described("prod", "forum.example.org")]);

        Assert.Contains("nodebb:zoneOwner is true, but the stack prod of forum.example.org owns the rules of zone example.org", message);
    }

    [Fact]
    public async Task A_forum_that_the_owners_rules_do_not_cover_is_refused()
    {
        var message = await RefusalAsync([Described("prod", "example.org", "pr-*.example.org")], Staging);

        Assert.Contains("add staging.example.org to nodebb:otherForums of the stack prod and deploy that", message);
    }

    [Fact]
    public async Task The_www_name_of_a_forum_that_does_not_own_the_zone_must_be_covered_too()
    {
        (string, string?)[] guest = [("nodebb:zoneOwner", "false")];

        var message = await RefusalAsync([Described("staging", "staging.example.org", "example.org")], guest);

        Assert.Contains("first add www.example.org to nodebb:otherForums of the stack staging", message);
    }

    [Theory]
    [InlineData("staging.example.org")]
    [InlineData("s*.example.org")]
    public async Task A_forum_that_the_owners_rules_cover_gets_records_and_no_rules(string other)
    {
        var run = await ForumRun.Of(Settings.With(Staging), rulesetDescriptions: [Described("prod", "example.org", other)]);

        Assert.Equal(["DnsRecord", "OriginCaCertificate"], Kinds(run));
    }

    /// <summary>
    /// Rules of an earlier version or made by hand; of this stack, also with its forum's former domain; of this forum's stack with another
    /// name.
    /// </summary>
    [Theory]
    [InlineData("NodeBBInfra owns these rules: an update replaces them all.")]
    [InlineData("Made by hand")]
    [InlineData("NodeBBInfra's stack test of old.example.org owns these rules, for old.example.org: an update replaces them all.")]
    [InlineData(
        "NodeBBInfra's stack production of example.org owns these rules, for example.org www.example.org: an update replaces them all."
    )]
    public async Task An_owner_goes_on_with_its_own_rules(string description)
    {
        var run = await ForumRun.Of(Settings.With(), rulesetDescriptions: [description]);

        Assert.Contains("Ruleset", Kinds(run));
    }

    /// <summary>Two projects may have a stack of the same name; and a stack may rename its forum, with or without a move.</summary>
    [Theory]
    [InlineData("192.0.2.99", null, true)]
    [InlineData("192.0.2.99", "192.0.2.99", false)]
    [InlineData("192.0.2.10", null, false)]
    public async Task Rules_of_another_forum_that_is_served_elsewhere_are_not_taken_over(string servedAt, string? movedFrom, bool isRefused)
    {
        var run = () =>
            ForumRun.Of(
                Settings.With(("nodebb:movedFrom", movedFrom)),
                rulesetDescriptions: [Described("test", "old.example.org")],
                records: [("old.example.org", "A", servedAt)]
            );

        if (isRefused)
            Assert.Contains("the stack test of old.example.org owns the rules", (await Assert.ThrowsAnyAsync<Exception>(run)).Message);
        else
            Assert.Contains("Ruleset", Kinds(await run()));
    }

    private static IEnumerable<string> Kinds(ForumRun run) =>
        run
            .Registered.Where(r => r.Type!.StartsWith("cloudflare:", StringComparison.Ordinal))
            .Select(r => r.Type!.Split(':')[^1])
            .Distinct()
            .Order(StringComparer.Ordinal);

    [Fact]
    public void The_rules_cover_exactly_the_hosts_of_the_forums()
    {
        var label = Gen.Char["ab-"].Array[1, 3].Select(letters => new string(letters));
        var pattern = Gen.OneOf(label, label.Select(text => $"{text}*"), label.Select(text => $"*{text}"), Gen.Const("*"));
        Gen.Select(pattern.Array[1, 3], label)
            .Sample(
                (patterns, host) =>
                {
                    var hosts = new ForumHosts([.. patterns.Select(one => $"{one}.example.org")]);
                    var expression = RuleExpression.Parse(hosts.Only("true"));
                    Assert.Equal(
                        hosts.Contain($"{host}.example.org"),
                        expression.Matches(Requests.Get("/") with { Host = $"{host}.example.org" })
                    );
                }
            );
    }

    [Fact]
    public void An_expression_that_is_too_long_is_refused()
    {
        var hosts = new ForumHosts([.. Enumerable.Range(1, 200).Select(n => $"forum-{n}.example.org")]);

        var problems = FreePlan.Problems(CacheRules.Phase, CacheRules.Render(hosts, cacheAssets: false)).ToArray();

        Assert.Equal(3, problems.Length);
        Assert.All(problems, sentence => Assert.Contains("4096 characters", sentence, StringComparison.Ordinal));
    }

    private static string Described(string stack, string forum, params string[] others) =>
        RulesetOwner.Describe(stack, new ForumDomain(forum, "example.org"), ForumHosts.Of(new ForumDomain(forum, "example.org"), others));

    private static Task<string> RefusalAsync(params (string Key, string? Value)[] changes) => RefusalAsync([], changes);

    private static async Task<string> RefusalAsync(IReadOnlyList<string> rulesets, params (string Key, string? Value)[] changes) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => ForumRun.Of(Settings.With(changes), rulesetDescriptions: rulesets))).Message;
}
