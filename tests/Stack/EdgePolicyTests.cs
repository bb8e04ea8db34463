using NodeBBInfra.Components.Edge;
using NodeBBInfra.Rules;
using NodeBBInfra.Tests.Rules;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>What the rules do with the requests that a forum gets, by the rules language itself.</summary>
public class EdgePolicyTests
{
    [Theory]
    [InlineData("/", "as usual", false)]
    [InlineData("/topic/1/welcome", "as usual", false)]
    [InlineData("/login", "as usual", false)]
    [InlineData("/socket.io/", "never", true)]
    [InlineData("/api/config", "never", true)]
    [InlineData("/api/v3/topics", "never", true)]
    [InlineData("/apis", "as usual", false)]
    [InlineData("/assets/nodebb.min.js", "cached", false)]
    [InlineData("/assets/socket.io/socket.io.js", "never", true)]
    [InlineData("/assets/plugins/nodebb-plugin-emoji/emoji.css", "cached", false)]
    [InlineData("/assets/uploads/profile/uid-1/avatar.png", "cached", false)]
    [InlineData("/assets/uploads/files/1700000000000-private.pdf", "never", false)]
    [InlineData("/uploads/files/1700000000000-private.pdf", "never", false)]
    [InlineData("/.well-known/acme-challenge/token", "as usual", false)]
    public void A_request_is_cached_and_checked_as_it_should_be(string path, string cache, bool skipsChecks)
    {
        var request = Requests.Get(path);

        Assert.Equal(cache, Cache(request));
        Assert.Equal(skipsChecks, WafRules.Render().Any(rule => Matches(rule, request)));
    }

    /// <summary>The last rule that matches decides.</summary>
    private static string Cache(RuleRequest request) =>
        CacheRules.Render(cacheAssets: true).LastOrDefault(rule => Matches(rule, request))?.Action switch
        {
            EdgeAction.Cache => "cached",
            EdgeAction.BypassCache => "never",
            _ => "as usual",
        };

    private static bool Matches(EdgeRule rule, RuleRequest request) => RuleExpression.Parse(rule.Expression).Matches(request);
}
