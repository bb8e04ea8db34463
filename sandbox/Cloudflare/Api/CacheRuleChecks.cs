using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>Validates cache rules for the Free plan.</summary>
/// <remarks>https://developers.cloudflare.com/cache/how-to/cache-rules/settings/</remarks>
internal static class CacheRuleChecks
{
    private static readonly string[] EnterpriseOnly =
    [
        "origin_cache_control",
        "read_timeout",
        "additional_cacheable_ports",
        "cache_reserve",
    ];

    public static void Parameters(JsonElement? parameters, string pointer)
    {
        var body = new Body(parameters ?? throw ApiErrors.RuleValue(pointer, "nothing", "a cache rule says what it sets"));
        body.Flag("cache");
        if (EnterpriseOnly.FirstOrDefault(name => body.Member(name) is not null) is { } other)
            throw ApiErrors.RuleValue($"{pointer}/{other}", "this", "the Free plan does not have it");
        if (body.Member("cache_key") is { } key && Body.Member(key, "custom_key") is not null)
            throw ApiErrors.RuleValue($"{pointer}/cache_key/custom_key", "this", "the Free plan has no custom cache keys");
        if (body.Member("edge_ttl") is { } edge)
            EdgeTtl(new Body(edge), $"{pointer}/edge_ttl");
        if (body.Member("browser_ttl") is { } browser)
            Ttl(new Body(browser), $"{pointer}/browser_ttl", ["respect_origin", "override_origin", "bypass_by_default", "bypass"]);
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
