using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>Validates cache rules for the Free plan.</summary>
/// <remarks>https://developers.cloudflare.com/cache/how-to/cache-rules/settings/</remarks>
internal static class CacheRuleChecks
{
    private static readonly string[] Simulated = ["cache", "edge_ttl", "browser_ttl"];

    public static void Parameters(JsonElement? parameters, string pointer)
    {
        var body = new Body(parameters ?? throw ApiErrors.RuleValue(pointer, "nothing", "a cache rule says what it sets"));
        body.Flag("cache");
        Simulates(body, Simulated, pointer);
        if (body.Member("edge_ttl") is { } edge)
            EdgeTtl(new Body(edge), $"{pointer}/edge_ttl");
        if (body.Member("browser_ttl") is { } browser)
            Ttl(new Body(browser), $"{pointer}/browser_ttl", ["respect_origin", "override_origin", "bypass_by_default", "bypass"]);
    }

    private static void Simulates(Body body, string[] members, string pointer)
    {
        if (body.Json.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !members.Contains(name)) is { } other)
        {
            throw ApiErrors.RuleValue(
                $"{pointer}/{other}",
                "this",
                "it is not in the Free plan, or the sandbox's edge does not simulate it"
            );
        }
    }

    private static void EdgeTtl(Body ttl, string pointer)
    {
        Ttl(ttl, pointer, ["respect_origin", "override_origin", "bypass_by_default"]);
        if (ttl.Number("default") is < FreePlanLimits.MinEdgeTtl and var seconds)
        {
            throw ApiErrors.RuleValue(
                $"{pointer}/default",
                $"{seconds}",
                $"the Free plan's shortest edge TTL is {FreePlanLimits.MinEdgeTtl} seconds"
            );
        }
    }

    private static void Ttl(Body ttl, string pointer, string[] modes)
    {
        Simulates(ttl, ["mode", "default"], pointer);
        var mode = ttl.Text("mode");
        if (!modes.Contains(mode))
            throw ApiErrors.RuleValue($"{pointer}/mode", $"'{mode}'", $"the modes are {string.Join(", ", modes)}");
        if ((mode == "override_origin") != (ttl.Number("default") is not null))
        {
            throw ApiErrors.RuleValue(
                $"{pointer}/default",
                "this",
                $"a TTL stands with override_origin and only there, and the mode is {mode}"
            );
        }
    }
}
