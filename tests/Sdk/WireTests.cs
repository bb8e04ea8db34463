using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>What a program says to the engine.</summary>
[Collection(ProcessEnvironment.Name)]
public class WireTests
{
    private const string Secret = """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": """;
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

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
        Equal("{ \"plain\": 1, \"secret\": " + Secret + "\"s\" } }", outputs.Outputs);
        Assert.True(engine.Signalled);
    }

    [Fact]
    public async Task A_command_is_registered_as_the_published_package_does_it()
    {
        var engine = await Run(() => _ = new Command("cmd", new CommandArgs
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
        Equal(
            "{ \"connection\": " + Secret + """{ "dialErrorLimit": 10, "host": "h", "perDialTimeout": 15, "port": 22, "privateKey": """
            + Secret + """ "k" }, "user": "root" } }, "create": "true", "environment": { "A": "b" }, "logging": "none", "triggers": ["a", 1, true] }""",
            request.Object);
    }

    [Fact]
    public async Task A_ruleset_is_registered_with_all_that_its_rules_say()
    {
        var engine = await Run(() => _ = new Ruleset("waf", new RulesetArgs
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
        Equal(
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
        var engine = await Run(() =>
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
    public async Task To_depend_on_a_component_is_to_depend_on_the_resources_in_it()
    {
        var engine = await Run(() =>
        {
            var component = new Component("outer");
            _ = new RandomId("after", new RandomIdArgs { ByteLength = 4 }, new CustomResourceOptions { DependsOn = { component } });
        });

        Assert.Equal(
            ["urn:pulumi:dev::proj::random:index/randomId:RandomId::outer-id", "urn:pulumi:dev::proj::random:index/randomId:RandomId::outer-inner-id"],
            engine.Of("after").Dependencies.Order(StringComparer.Ordinal));
        Assert.Equal("urn:pulumi:dev::proj::test:index:Component::outer", engine.Of("outer-id").Parent);
        Assert.False(engine.Of("outer").Custom);
        Equal("""{ "made": "outer" }""", Assert.Single(engine.Outputs, outputs => outputs.Urn.EndsWith("::outer", StringComparison.Ordinal)).Outputs);
    }

    [Fact]
    public async Task A_provider_reaches_the_resources_below_the_component_that_was_given_it()
    {
        var engine = await Run(() =>
        {
            var provider = new Pulumi.Random.Provider("p");
            _ = new Component("outer", new ComponentResourceOptions { Providers = { provider }, Protect = true });
            _ = new RandomId("elsewhere", new RandomIdArgs { ByteLength = 4 });
        });

        var reference = "urn:pulumi:dev::proj::pulumi:providers:random::p::p-id";
        Assert.Equal((reference, true), (engine.Of("outer-inner-id").Provider, engine.Of("outer-inner-id").Protect));
        Assert.Equal(("", false), (engine.Of("elsewhere").Provider, engine.Of("elsewhere").HasProtect));
    }

    [Fact]
    public async Task In_a_preview_what_is_not_known_yet_goes_out_as_unknown()
    {
        var applied = false;
        var engine = await Run(
            () =>
            {
                var password = new RandomPassword("password", new RandomPasswordArgs { Length = 16 });
                _ = new Command("cmd", new CommandArgs
                {
                    Connection = new ConnectionArgs { Host = "h" },
                    Stdin = password.Result.Apply(result => Mark(result)),
                    Environment = { ["KNOWN"] = "1", ["UNKNOWN"] = password.Id },
                });

                string Mark(string result)
                {
                    applied = true;
                    return result;
                }
            },
            new RecordingEngine { IsPreview = true });

        var properties = engine.Of("cmd").Object.Fields;
        Assert.False(applied);
        Assert.Equal(Unknown, properties["stdin"].StringValue);
        Equal($$"""{ "KNOWN": "1", "UNKNOWN": "{{Unknown}}" }""", properties["environment"].StructValue);
        Assert.Equal(["urn:pulumi:dev::proj::random:index/randomPassword:RandomPassword::password"], engine.Of("cmd").PropertyDependencies["stdin"].Urns);
    }

    [Fact]
    public async Task Outputs_are_what_the_engine_answers()
    {
        var engine = new RecordingEngine
        {
            Answer = request => request.Type == "random:index/randomPassword:RandomPassword"
                ? JsonParser.Default.Parse<Struct>($$"""{ "length": 16, "lower": true, "result": {{Secret}} "p" }, "keepers": { "a": "b" } }""")
                : new Struct(),
        };
        var outputs = await engine.RunAsync(() => Deployment.RunAsync(() =>
        {
            var password = new RandomPassword("password", new RandomPasswordArgs { Length = 16 });
            return new Dictionary<string, object?>
            {
                ["result"] = password.Result,
                ["length"] = password.Length,
                ["keeper"] = password.Keepers.Apply(keepers => keepers!["a"]),
                ["all"] = Output.Format($"{password.Length}-{password.Result}"),
                ["absent"] = password.BcryptHash.Apply(hash => hash ?? "none"),
                ["id"] = password.Id,
            };
        }));

        Assert.Equal(0, outputs);
        Equal(
            $$"""{ "result": {{Secret}} "p" }, "length": 16, "keeper": "b", "all": {{Secret}} "16-p" }, "absent": "none", "id": "password-id" }""",
            Assert.Single(engine.Outputs).Outputs);
    }

    [Fact]
    public async Task A_function_is_called_with_the_version_of_its_package()
    {
        var engine = new RecordingEngine
        {
            AnswerInvoke = _ => new() { Return = JsonParser.Default.Parse<Struct>("""{ "ipv4Cidrs": ["192.0.2.0/24"], "etag": "e", "id": "i" }""") },
        };
        var cidr = "";
        await Run(() => GetIpRanges.Invoke().Apply(ranges => cidr = ranges.Ipv4Cidrs.Single()), engine);

        Assert.Equal("192.0.2.0/24", cidr);
        var request = Assert.Single(engine.Invoked);
        Assert.Equal(("cloudflare:index/getIpRanges:getIpRanges", "6.17.0", ""), (request.Tok, request.Version, request.Provider));
    }

    [Fact]
    public async Task An_asset_and_a_resource_go_out_marked_as_such()
    {
        var engine = await Run(() =>
        {
            var id = new RandomId("id", new RandomIdArgs { ByteLength = 4 });
            _ = new CustomResource("test:index:Any", "any", new AnyArgs { Asset = new StringAsset("t"), Resource = id });
        });

        Equal(
            """
            { "asset": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "t" },
              "resource": { "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", "id": "id-id",
                            "urn": "urn:pulumi:dev::proj::random:index/randomId:RandomId::id" } }
            """,
            engine.Of("any").Object);
    }

    [Fact]
    public async Task An_option_that_the_engine_does_not_know_is_refused()
    {
        var engine = new RecordingEngine { Supports = feature => feature != "deletedWith" };
        var exitCode = await engine.RunAsync(() => Deployment.RunAsync(() =>
        {
            var id = new RandomId("id", new RandomIdArgs { ByteLength = 4 });
            _ = new RandomId("other", new RandomIdArgs { ByteLength = 4 }, new CustomResourceOptions { DeletedWith = id });
        }));

        Assert.Equal(32, exitCode);
        Assert.Contains(engine.Messages, message => message.Severity == LogSeverity.Error && message.Message.Contains("DELETEDWITH", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(engine.Registered, request => request.Name == "other");
    }

    private sealed class AnyArgs : Pulumi.ResourceArgs
    {
        [Input("asset")]
        public Input<AssetOrArchive>? Asset { get; set; }

        [Input("resource")]
        public Input<Pulumi.Resource>? Resource { get; set; }
    }

    private sealed class Component : ComponentResource
    {
        public Component(string name, ComponentResourceOptions? options = null)
            : base("test:index:Component", name, options)
        {
            Made = Output.Create(name);
            _ = new RandomId($"{name}-id", new RandomIdArgs { ByteLength = 4 }, new CustomResourceOptions { Parent = this });
            if (name == "outer")
            {
                _ = new Component("outer-inner", new ComponentResourceOptions { Parent = this });
            }

            RegisterOutputs();
        }

        [Output("made")]
        public Output<string> Made { get; private set; }
    }

    private static void Equal(string json, IMessage actual)
        => Assert.Equal(JsonParser.Default.Parse<Struct>(json), actual);

    private static async Task<RecordingEngine> Run(Action program, RecordingEngine? engine = null)
    {
        engine ??= new RecordingEngine();
        Assert.Equal(0, await engine.RunAsync(() => Deployment.RunAsync(program)));
        return engine;
    }
}
