using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>How each kind of resource is registered.</summary>
[Collection(ProcessEnvironment.Name)]
public class WireTests
{
    [Fact]
    public async Task A_command_is_registered_as_the_published_package_does_it()
    {
        var engine = await WireValues.Run(() =>
            _ = new Command(
                "cmd",
                new CommandArgs
                {
                    Connection = new ConnectionArgs { Host = "h", PrivateKey = "k" },
                    Create = "true",
                    Environment = { ["A"] = "b" },
                    Logging = Logging.None,
                    Triggers = new object[] { "a", 1, true },
                }
            )
        );

        var request = engine.Of("cmd");
        Assert.Equal(("command:remote:Command", "1.2.1", true), (request.Type, request.Version, request.Custom));
        Assert.Equal("urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev", request.Parent);
        Assert.Equal(["connection"], request.AdditionalSecretOutputs);
        Assert.Equal(["triggers[*]"], request.ReplaceOnChanges);
        WireValues.Equal(
            "{ \"connection\": "
                + WireValues.Secret
                + """{ "dialErrorLimit": 10, "host": "h", "perDialTimeout": 15, "port": 22, "privateKey": """
                + WireValues.Secret
                + """ "k" }, "user": "root" } }, "create": "true", "environment": { "A": "b" }, "logging": "none", "triggers": ["a", 1, true] }""",
            request.Object
        );
    }

    [Fact]
    public async Task A_ruleset_is_registered_with_all_that_its_rules_say()
    {
        var engine = await WireValues.Run(() =>
            _ = new Ruleset(
                "waf",
                new RulesetArgs
                {
                    ZoneId = "z",
                    Kind = "zone",
                    Name = "waf",
                    Phase = "http_request_firewall_custom",
                    Rules =
                    {
                        new RulesetRuleArgs
                        {
                            Ref = "r",
                            Action = "skip",
                            Expression = "true",
                            Enabled = true,
                            Logging = new RulesetRuleLoggingArgs { Enabled = false },
                            ActionParameters = new RulesetRuleActionParametersArgs { Ruleset = "current", Phases = { "http_ratelimit" } },
                        },
                    },
                }
            )
        );

        var request = engine.Of("waf");
        Assert.Equal("6.17.0", request.Version);
        WireValues.Equal(
            """
            { "kind": "zone", "name": "waf", "phase": "http_request_firewall_custom", "zoneId": "z", "rules": [{ "action": "skip",
              "actionParameters": { "phases": ["http_ratelimit"], "ruleset": "current" },
              "enabled": true, "expression": "true", "logging": { "enabled": false }, "ref": "r" }] }
            """,
            request.Object
        );
    }
}
