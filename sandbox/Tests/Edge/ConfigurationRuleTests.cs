using System.Net;

namespace NodeBBInfra.Tests.Edge;

/// <summary>https://developers.cloudflare.com/rules/configuration-rules/settings/</summary>
public sealed class ConfigurationRuleTests
{
    [Fact]
    public async Task A_rule_changes_the_ssl_mode_for_what_it_matches()
    {
        await using var edge = new TestEdge();
        edge.Zone.AddConfigurationRule("""http.request.uri.path eq "/flexible" """, """{"ssl":"flexible"}""");
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        foreach (var target in (string[])["/strict", "/flexible"])
            using (await visitor.GetAsync(edge.Https(target))) { }

        Assert.Equal([true, false], edge.Seen.Select(seen => seen.Tls));
    }

    [Theory]
    [InlineData("browser_check", "on", """{"bic":false}""", "")]
    [InlineData("browser_check", "off", """{"bic":true}""", "")]
    [InlineData("security_level", "under_attack", """{"security_level":"essentially_off"}""", TestEdge.Browser)]
    [InlineData("security_level", "medium", """{"security_level":"under_attack"}""", TestEdge.Browser)]
    public async Task A_rule_wins_over_the_zones_setting_in_both_directions(string setting, string value, string parameters, string agent)
    {
        await using var edge = new TestEdge();
        edge.Zone.Settings[setting] = value;
        edge.Zone.AddConfigurationRule("""http.request.uri.path eq "/other" """, parameters);
        await edge.StartAsync();
        using var visitor = edge.Visitor();
        visitor.DefaultRequestHeaders.Remove("User-Agent");
        visitor.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);

        using var usual = await visitor.GetAsync(edge.Https("/usual"));
        using var other = await visitor.GetAsync(edge.Https("/other"));

        var challenged = value is "on" or "under_attack";
        Assert.Equal((challenged, !challenged), (IsChallenge(usual), IsChallenge(other)));
    }

    [Fact]
    public async Task The_last_rule_that_matches_wins_setting_by_setting()
    {
        await using var edge = new TestEdge();
        edge.Zone.AddConfigurationRule("true", """{"security_level":"under_attack","ssl":"flexible"}""");
        edge.Zone.AddConfigurationRule("true", """{"security_level":"off"}""");
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(Assert.Single(edge.Seen).Tls);
    }

    private static bool IsChallenge(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Forbidden && response.Headers.GetValues("cf-mitigated").Single() == "challenge";
}
