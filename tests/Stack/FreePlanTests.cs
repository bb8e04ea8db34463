using NodeBBInfra.Components;
using NodeBBInfra.Components.Edge;

namespace NodeBBInfra.Tests.StackTests;

public class FreePlanTests
{
    private static readonly ForumHosts Hosts = ForumHosts.Of(new ForumDomain("example.org"), []);

    [Fact]
    public void Our_rules_fit()
    {
        Assert.Empty(FreePlan.Problems(WafRules.Phase, WafRules.Render(Hosts)));
        Assert.Empty(FreePlan.Problems(CacheRules.Phase, CacheRules.Render(Hosts, cacheAssets: true)));
    }

    [Fact]
    public void How_much_is_used_is_one_line() =>
        Assert.Equal(
            "Free plan: 2 of 5 custom rules, 4 of 10 cache rules.",
            FreePlan.Used(WafRules.Render(Hosts), CacheRules.Render(Hosts, cacheAssets: true))
        );

    [Theory]
    [InlineData(WafRules.Phase, 5)]
    [InlineData(CacheRules.Phase, 10)]
    public void The_rule_that_is_one_too_many_is_named(string phase, int max)
    {
        var rules = Enumerable.Range(1, max + 1).Select(n => Rule(n.ToString("D2", null))).ToArray();

        Assert.Empty(FreePlan.Problems(phase, rules[..max]));
        Assert.Equal(
            $"The Free plan has {max} rules in phase {phase}: \"rule {max + 1:D2}\" is one too many.",
            Assert.Single(FreePlan.Problems(phase, rules))
        );
    }

    [Theory]
    [InlineData("http.host matches \"x\"", "matches")]
    [InlineData("http.request.path eq \"/\"", "http.request.path")]
    [InlineData("(http.host eq \"x\"", "expected")]
    public void An_expression_that_Cloudflare_would_refuse_is_refused_here(string expression, string problem)
    {
        var sentence = Assert.Single(FreePlan.Problems(WafRules.Phase, [Rule("a", expression)]));

        Assert.StartsWith("Cloudflare would refuse the expression of \"rule a\" at character ", sentence);
        Assert.Contains(problem, sentence);
    }

    [Fact]
    public void An_expression_that_Cloudflare_would_find_too_long_is_named() =>
        Assert.Contains(
            "4096 characters",
            Assert.Single(FreePlan.Problems(WafRules.Phase, [Rule("a", $"http.host eq \"{new string('x', 4096)}\"")]))
        );

    [Fact]
    public void Two_rules_with_one_ref_are_refused() =>
        Assert.Contains("have the ref same", Assert.Single(FreePlan.Problems(WafRules.Phase, [Rule("same"), Rule("same")])));

    private static EdgeRule Rule(string name, string expression = "true") =>
        new(name, $"rule {name}", expression, new EdgeAction.BypassCache());
}
