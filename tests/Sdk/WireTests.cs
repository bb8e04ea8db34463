using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>How resources of every kind are registered.</summary>
[Collection(ProcessEnvironment.Name)]
public class WireTests
{
    [Fact]
    public async Task The_stack_is_registered_first_and_its_outputs_last()
    {
        var engine = new RecordingEngine();
        var exitCode = await engine.RunAsync(() => Deployment.RunAsync(() => new Dictionary<string, object?>
        {
            ["plain"] = 1,
            ["secret"] = Output.CreateSecret("s"),
        }));

        Assert.Equal(0, exitCode);
        var stack = Assert.Single(engine.Registered);
        Assert.Equal(("pulumi:pulumi:Stack", "proj-dev", "", false, true), (stack.Type, stack.Name, stack.Parent, stack.Custom, stack.AcceptSecrets));
        var outputs = Assert.Single(engine.Outputs);
        Assert.Equal("urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev", outputs.Urn);
        Wire.Equal("{ \"plain\": 1, \"secret\": " + Wire.Secret + "\"s\" } }", outputs.Outputs);
        Assert.True(engine.Signalled);
    }

    [Fact]
    public async Task A_command_is_registered_as_the_published_package_does_it()
    {
        var engine = await Wire.Run(() => _ = new Command("cmd", new CommandArgs
        {
            Connection = new ConnectionArgs { Host = "h", PrivateKey = "k" },
            Create = "true",
            Environment = { ["A"] = "b" },
            Logging = Logging.None,
            Triggers = new object[] { "a", 1, true },
        }));

        var request = engine.Of("cmd");
        Assert.Equal(("command:remote:Command", "1.2.1", true), (request.Type, request.Version, request.Custom));
        Assert.Equal("urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev", request.Parent);
        Assert.Equal(["connection"], request.AdditionalSecretOutputs);
        Assert.Equal(["triggers[*]"], request.ReplaceOnChanges);
        Wire.Equal(
            "{ \"connection\": " + Wire.Secret + """{ "dialErrorLimit": 10, "host": "h", "perDialTimeout": 15, "port": 22, "privateKey": """
            + Wire.Secret + """ "k" }, "user": "root" } }, "create": "true", "environment": { "A": "b" }, "logging": "none", "triggers": ["a", 1, true] }""",
            request.Object);
    }

    [Fact]
    public async Task A_ruleset_is_registered_with_all_that_its_rules_say()
    {
        var engine = await Wire.Run(() => _ = new Ruleset("waf", new RulesetArgs
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
        }));

        var request = engine.Of("waf");
        Assert.Equal("6.17.0", request.Version);
        Wire.Equal(
            """
            { "kind": "zone", "name": "waf", "phase": "http_request_firewall_custom", "zoneId": "z", "rules": [{ "action": "skip",
              "actionParameters": { "phases": ["http_ratelimit"], "ruleset": "current" },
              "enabled": true, "expression": "true", "logging": { "enabled": false }, "ref": "r" }] }
            """,
            request.Object);
    }

    [Fact]
    public async Task A_former_type_and_the_options_of_a_resource_are_sent()
    {
        var engine = await Wire.Run(() =>
        {
            var first = new RandomId("first", new RandomIdArgs { ByteLength = 4 });
            _ = new DnsRecord(
                "a",
                new DnsRecordArgs { Name = "example.org", Type = "A", Ttl = 1, Content = first.Id },
                new CustomResourceOptions
                {
                    DeleteBeforeReplace = true,
                    Protect = true,
                    RetainOnDelete = true,
                    DeletedWith = first,
                    IgnoreChanges = { "ttl" },
                    HideDiffs = { "meta" },
                    ImportId = "z/r",
                    CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromSeconds(90) },
                    ReplacementTrigger = "again",
                });
        });

        var request = engine.Of("a");
        var first = "urn:pulumi:dev::proj::random:index/randomId:RandomId::first";
        var alias = Assert.Single(request.Aliases);
        Assert.Equal("cloudflare:index/record:Record", alias.Spec.Type);
        Assert.Equal((true, true), (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined));
        Assert.Equal((true, true, first), (request.Protect, request.RetainOnDelete, request.DeletedWith));
        Assert.Equal("90000000000ns", request.CustomTimeouts.Create);
        Assert.Equal(["ttl"], request.IgnoreChanges);
        Assert.Equal(["meta"], request.HideDiffs);
        Assert.Equal("z/r", request.ImportId);
        Assert.Equal("again", request.ReplacementTrigger.StringValue);
        Assert.Equal([first], request.Dependencies);
        Assert.Equal([first], request.PropertyDependencies["content"].Urns);
        Assert.Empty(request.PropertyDependencies["ttl"].Urns);
    }

    [Fact]
    public async Task An_asset_and_a_resource_go_out_marked_as_such()
    {
        var engine = await Wire.Run(() =>
        {
            var id = new RandomId("id", new RandomIdArgs { ByteLength = 4 });
            _ = new CustomResource("test:index:Any", "any", new AnyArgs { Asset = new StringAsset("t"), Resource = id }, null);
        });

        Wire.Equal(
            """
            { "asset": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "t" },
              "resource": { "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", "id": "id-id",
                            "urn": "urn:pulumi:dev::proj::random:index/randomId:RandomId::id" } }
            """,
            engine.Of("any").Object);
    }

    private sealed class AnyArgs : Pulumi.ResourceArgs
    {
        [Input("asset")]
        public Input<AssetOrArchive>? Asset { get; set; }

        [Input("resource")]
        public Input<Pulumi.Resource>? Resource { get; set; }
    }
}
