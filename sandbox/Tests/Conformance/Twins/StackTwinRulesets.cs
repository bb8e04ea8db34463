using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>Two of the three rulesets of tests/Recordings/stack/index.js.</summary>
internal static class StackTwinRulesets
{
    public static void Define(string zone, int variant, Func<CustomResourceOptions> options)
    {
        var firewall = new RulesetArgs
        {
            ZoneId = zone,
            Kind = "zone",
            Phase = "http_request_firewall_custom",
            Name = "default",
            Description = "custom rules",
            Rules = { Bypass() },
        };
        if (variant >= 2)
        {
            firewall.Rules.Add(
                new RulesetRuleArgs
                {
                    Ref = "block_xmlrpc",
                    Description = "block",
                    Expression = "http.request.uri.path eq \"/xmlrpc.php\"",
                    Action = "block",
                    Enabled = true,
                }
            );
        }

        _ = new Ruleset("waf", firewall, options());
        _ = new Ruleset("cache", Cache(zone), options());
    }

    private static RulesetRuleArgs Bypass() =>
        new()
        {
            Ref = "nodebb_bypass",
            Description = "NodeBB - bypass socket.io and API",
            Expression = "(http.request.uri.path contains \"/socket.io\") or (http.request.uri.path contains \"/api/\")",
            Action = "skip",
            Enabled = true,
            ActionParameters = new RulesetRuleActionParametersArgs
            {
                Ruleset = "current",
                Phases = { "http_ratelimit", "http_request_firewall_managed" },
            },
            Logging = new RulesetRuleLoggingArgs { Enabled = true },
        };

    private static RulesetArgs Cache(string zone) =>
        new()
        {
            ZoneId = zone,
            Kind = "zone",
            Phase = "http_request_cache_settings",
            Name = "default",
            Rules =
            {
                new RulesetRuleArgs
                {
                    Ref = "assets",
                    Description = "assets",
                    Expression = "starts_with(http.request.uri.path, \"/assets/\")",
                    Action = "set_cache_settings",
                    Enabled = true,
                    ActionParameters = new RulesetRuleActionParametersArgs
                    {
                        Cache = true,
                        EdgeTtl = new RulesetRuleActionParametersEdgeTtlArgs { Mode = "override_origin", Default = 86400 },
                        BrowserTtl = new RulesetRuleActionParametersBrowserTtlArgs { Mode = "respect_origin" },
                    },
                },
                new RulesetRuleArgs
                {
                    Ref = "bypass",
                    Description = "bypass",
                    Expression = "(http.request.uri.path contains \"/socket.io/\") or (http.request.uri.path contains \"/api/\")",
                    Action = "set_cache_settings",
                    Enabled = true,
                    ActionParameters = new RulesetRuleActionParametersArgs { Cache = false },
                },
            },
        };
}
