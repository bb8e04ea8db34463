using System.Text.Json.Nodes;

namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>A comparison reports each kind of difference.</summary>
public class WireComparisonTests
{
    private const string Request = """
        { "type": "a:b:C", "name": "n", "object": { "rules": [{ "ref": "x" }, { "ref": "y" }], "empty": [], "secret": { "4dab": "1b47", "value": 1 } },
          "dependencies": ["urn:2", "urn:1"], "propertyDependencies": { "rules": {} } }
        """;

    [Theory]
    [InlineData("\"x\"", "\"z\"", "object.rules[0].ref", "\"x\"", "\"z\"")]
    [InlineData("\"name\": \"n\",", "\"name\": \"n\", \"protect\": true,", "protect", null, "true")]
    [InlineData("\"empty\": [],", "", "object.empty", "[]", null)]
    [InlineData("\"empty\": []", "\"empty\": {}", "object.empty", "[]", "{}")]
    [InlineData("\"4dab\": \"1b47\", ", "", "object.secret.4dab", "\"1b47\"", null)]
    [InlineData("\"value\": 1", "\"value\": \"1\"", "object.secret.value", "1", "\"1\"")]
    [InlineData("\"urn:2\", ", "\"urn:3\", ", "dependencies[1]", "\"urn:2\"", "\"urn:3\"")]
    [InlineData("\"rules\": {}", "\"rules\": { \"urns\": [\"urn:1\"] }", "propertyDependencies.rules", "{}", null)]
    public void A_field_that_differs_is_named(string recorded, string changed, string path, string? theirs, string? ours)
    {
        Assert.Contains(recorded, Request, StringComparison.Ordinal);
        var comparison = new WireComparison([Of(Request)], [Of(Request.Replace(recorded, changed, StringComparison.Ordinal))]);
        Assert.Contains(new Difference("RegisterResource a:b:C n", path, theirs, ours), comparison.Differences);
    }

    [Fact]
    public void The_order_of_dependencies_says_nothing_and_that_of_other_lists_does()
    {
        var dependencies = Request.Replace("[\"urn:2\", \"urn:1\"]", "[\"urn:1\", \"urn:2\"]", StringComparison.Ordinal);
        Assert.Empty(new WireComparison([Of(Request)], [Of(dependencies)]).Differences);
        var rules = Request.Replace(
            "{ \"ref\": \"x\" }, { \"ref\": \"y\" }",
            "{ \"ref\": \"y\" }, { \"ref\": \"x\" }",
            StringComparison.Ordinal
        );
        Assert.Equal(2, new WireComparison([Of(Request)], [Of(rules)]).Differences.Count);
    }

    [Fact]
    public void A_request_that_one_side_lacks_or_makes_twice_is_named()
    {
        var request = Of(Request);
        Assert.Equal([new("RegisterResource a:b:C n", "(how often)", "1 times", null)], new WireComparison([request], []).Differences);
        Assert.Equal([new("RegisterResource a:b:C n", "(how often)", null, "1 times")], new WireComparison([], [request]).Differences);
        Assert.Equal(
            [new("RegisterResource a:b:C n", "(how often)", "1 times", "2 times")],
            new WireComparison([request], [request, request]).Differences
        );
    }

    [Fact]
    public void An_entry_covers_the_difference_that_it_names_and_no_other()
    {
        var entry = new DesignedDifference("RegisterResource .*: hooks", null, "{}", "why");
        Assert.True(entry.Covers(new("RegisterResource a:b:C n", "hooks", null, "{}")));
        Assert.False(entry.Covers(new("RegisterResource a:b:C n", "hooks", null, "[]")));
        Assert.False(entry.Covers(new("RegisterResource a:b:C n", "hooks.onError", null, "{}")));
        Assert.False(entry.Covers(new("Invoke a:b:C", "hooks", null, "{}")));
    }

    private static WireRequest Of(string json) => WireRequest.Of("RegisterResource", JsonNode.Parse(json)!.AsObject());
}
