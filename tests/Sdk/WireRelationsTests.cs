using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>What a program says of how resources hang together, and what it makes of the engine's answers.</summary>
[Collection(ProcessEnvironment.Name)]
public class WireRelationsTests
{
    [Fact]
    public async Task To_depend_on_a_component_is_to_depend_on_the_resources_in_it()
    {
        var engine = await Wire.Run(() =>
        {
            var component = new Component("outer");
            _ = new RandomId("after", new RandomIdArgs { ByteLength = 4 }, new CustomResourceOptions { DependsOn = { component } });
        });

        Assert.Equal(
            ["urn:pulumi:dev::proj::random:index/randomId:RandomId::outer-id", "urn:pulumi:dev::proj::random:index/randomId:RandomId::outer-inner-id"],
            engine.Of("after").Dependencies.Order(StringComparer.Ordinal));
        Assert.Equal("urn:pulumi:dev::proj::test:index:Component::outer", engine.Of("outer-id").Parent);
        Assert.False(engine.Of("outer").Custom);
        Wire.Equal("""{ "made": "outer" }""", Assert.Single(engine.Outputs, outputs => outputs.Urn.EndsWith("::outer", StringComparison.Ordinal)).Outputs);
    }

    [Fact]
    public async Task A_provider_reaches_the_resources_below_the_component_that_was_given_it()
    {
        var engine = await Wire.Run(() =>
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
        var engine = await Wire.Run(
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
        Assert.Equal(Wire.Unknown, properties["stdin"].StringValue);
        Wire.Equal($$"""{ "KNOWN": "1", "UNKNOWN": "{{Wire.Unknown}}" }""", properties["environment"].StructValue);
        Assert.Equal(["urn:pulumi:dev::proj::random:index/randomPassword:RandomPassword::password"], engine.Of("cmd").PropertyDependencies["stdin"].Urns);
    }

    [Fact]
    public async Task Outputs_are_what_the_engine_answers()
    {
        var engine = new RecordingEngine
        {
            Answer = request => request.Type == "random:index/randomPassword:RandomPassword"
                ? Wire.Parse($$"""{ "length": 16, "lower": true, "result": {{Wire.Secret}} "p" }, "keepers": { "a": "b" } }""")
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
        Wire.Equal(
            $$"""{ "result": {{Wire.Secret}} "p" }, "length": 16, "keeper": "b", "all": {{Wire.Secret}} "16-p" }, "absent": "none", "id": "password-id" }""",
            Assert.Single(engine.Outputs).Outputs);
    }

    [Fact]
    public async Task A_function_is_called_with_the_version_of_its_package()
    {
        var engine = new RecordingEngine
        {
            AnswerInvoke = _ => new() { Return = Wire.Parse("""{ "ipv4Cidrs": ["192.0.2.0/24"], "etag": "e", "id": "i" }""") },
        };
        var cidr = "";
        await Wire.Run(() => GetIpRanges.Invoke().Apply(ranges => cidr = ranges.Ipv4Cidrs.Single()), engine);

        Assert.Equal("192.0.2.0/24", cidr);
        var request = Assert.Single(engine.Invoked);
        Assert.Equal(("cloudflare:index/getIpRanges:getIpRanges", "6.17.0", ""), (request.Tok, request.Version, request.Provider));
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
}
