using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;
using Provider = Pulumi.Cloudflare.Provider;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>The seven rulesets of tests/Recordings/zone/index.js.</summary>
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
        Ruleset(
            "redirect",
            "http_request_dynamic_redirect",
            Rule(
                "www",
                "www to apex",
                "(http.host eq \"www.example.org\")",
                "redirect",
                new()
                {
                    FromValue = new RulesetRuleActionParametersFromValueArgs
                    {
                        StatusCode = 301,
                        TargetUrl = new RulesetRuleActionParametersFromValueTargetUrlArgs
                        {
                            Expression = "concat(\"https://example.org\", http.request.uri.path)",
                        },
                        PreserveQueryString = true,
                    },
                }
            )
        );
        Ruleset(
            "reqheaders",
            "http_request_late_transform",
            Rule(
                "country",
                "x",
                "true",
                "rewrite",
                new()
                {
                    Headers =
                    {
                        ["X-Edge"] = new RulesetRuleActionParametersHeadersArgs { Operation = "set", Value = "1" },
                        ["X-Gone"] = new RulesetRuleActionParametersHeadersArgs { Operation = "remove" },
                    },
                }
            )
        );
        Ruleset(
            "respheaders",
            "http_response_headers_transform",
            Rule(
                "hsts",
                "x",
                "true",
                "rewrite",
                new()
                {
                    Headers =
                    {
                        ["Strict-Transport-Security"] = new RulesetRuleActionParametersHeadersArgs
                        {
                            Operation = "set",
                            Value = "max-age=31536000",
                        },
                    },
                }
            )
        );
        Ruleset(
            "rewrite",
            "http_request_transform",
            Rule(
                "norm",
                "x",
                "starts_with(http.request.uri.path, \"/old/\")",
                "rewrite",
                new()
                {
                    Uri = new RulesetRuleActionParametersUriArgs
                    {
                        Path = new RulesetRuleActionParametersUriPathArgs
                        {
                            Expression = "concat(\"/new/\", substring(http.request.uri.path, 5))",
                        },
                    },
                }
            )
        );
        var challenge = Rule("challenge", "ch", "(http.request.uri.path eq \"/admin\") and not cf.client.bot", "managed_challenge");
        challenge.Enabled = !changed;
        Ruleset("custom", "http_request_firewall_custom", Skip(), challenge);
        Ruleset("cachekeys", "http_request_cache_settings", Cache());

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

    private static RulesetRuleArgs Cache() =>
        Rule(
            "a",
            "a",
            "starts_with(http.request.uri.path, \"/assets/uploads/\")",
            "set_cache_settings",
            new()
            {
                Cache = true,
                EdgeTtl = new RulesetRuleActionParametersEdgeTtlArgs
                {
                    Mode = "override_origin",
                    Default = 7200,
                    StatusCodeTtls =
                    {
                        new RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs { StatusCode = 404, Value = 0 },
                        new RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs
                        {
                            StatusCodeRange = new RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs
                            {
                                From = 500,
                                To = 599,
                            },
                            Value = -1,
                        },
                    },
                },
                BrowserTtl = new RulesetRuleActionParametersBrowserTtlArgs { Mode = "override_origin", Default = 3600 },
                ServeStale = new RulesetRuleActionParametersServeStaleArgs { DisableStaleWhileUpdating = false },
                RespectStrongEtags = true,
                OriginErrorPagePassthru = true,
                CacheKey = new RulesetRuleActionParametersCacheKeyArgs { IgnoreQueryStringsOrder = true, CacheDeceptionArmor = true },
            }
        );

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
