using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;
using Provider = Pulumi.Cloudflare.Provider;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>Two of the seven rulesets of tests/Recordings/zone/index.js.</summary>
internal static class ZoneTwinRulesets
{
    public static void Define(bool changed, Provider provider)
    {
        var login = Rule("login", "login", "(http.request.uri.path eq \"/login\")", "block");
        login.Ratelimit = new RulesetRuleRatelimitArgs
        {
            Characteristics = { "ip.src", "cf.colo.id" },
            Period = 10,
            RequestsPerPeriod = changed ? 30 : 20,
            MitigationTimeout = 10,
        };
        Ruleset("ratelimit", "http_ratelimit", login);
        var challenge = Rule("challenge", "ch", "(http.request.uri.path eq \"/admin\") and not cf.client.bot", "managed_challenge");
        challenge.Enabled = !changed;
        Ruleset("custom", "http_request_firewall_custom", Skip(), challenge);

        void Ruleset(string name, string phase, params RulesetRuleArgs[] rules) =>
            _ = new Ruleset(
                name,
                new RulesetArgs
                {
                    ZoneId = ZoneTwin.Zone,
                    Kind = "zone",
                    Phase = phase,
                    Name = "default",
                    Description = name,
                    Rules = rules,
                },
                new CustomResourceOptions { Provider = provider }
            );
    }

    private static RulesetRuleArgs Skip()
    {
        var skip = Rule(
            "skip_all",
            "skip",
            "(http.request.uri.path contains \"/socket.io\")",
            "skip",
            new()
            {
                Ruleset = "current",
                Phases = { "http_ratelimit", "http_request_sbfm", "http_request_firewall_managed" },
                Products = { "bic", "hot", "securityLevel", "uaBlock", "zoneLockdown", "rateLimit", "waf" },
            }
        );
        skip.Logging = new RulesetRuleLoggingArgs { Enabled = true };
        return skip;
    }

    private static RulesetRuleArgs Rule(
        string reference,
        string description,
        string expression,
        string action,
        RulesetRuleActionParametersArgs? parameters = null
    )
    {
        var rule = new RulesetRuleArgs
        {
            Ref = reference,
            Description = description,
            Expression = expression,
            Action = action,
            Enabled = true,
        };
        if (parameters is not null)
            rule.ActionParameters = parameters;

        return rule;
    }
}
