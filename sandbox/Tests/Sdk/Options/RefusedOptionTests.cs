using Google.Protobuf.WellKnownTypes;
using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>
/// Options that need callbacks from the engine or an existing resource: the published SDK has them, the stand-in refuses them.
/// </summary>
[Collection(ProcessEnvironment.Name)]
public class RefusedOptionTests
{
    private static readonly bool s_standIn = typeof(Resource).Assembly.GetName().Name == "Pulumi.Offline";

    [Fact]
    public async Task A_resource_that_is_named_by_its_urn()
    {
        var urn = WireValues.Urn("random:index/randomId:RandomId", "there");
        var engine = new RecordingEngine
        {
            AnswerInvoke = _ =>
                new() { Return = WireValues.Parse($$"""{ "urn": "{{urn}}", "id": "there-id", "state": { "byteLength": 4 } }""") },
        };
        if (await Refused(engine, "random:index/randomId:RandomId 'there' uses Urn", () => _ = WireValues.Id("there", new() { Urn = urn })))
        {
            return;
        }

        Assert.Equal(
            ("pulumi:pulumi:getResource", urn),
            (engine.Invoked.Single().Tok, engine.Invoked.Single().Args.Fields["urn"].StringValue)
        );
        Assert.DoesNotContain(engine.Registered, request => request.Name == "there");
    }

    [Fact]
    public async Task A_transform_that_the_engine_calls_back_for()
    {
        ResourceTransform transform = (_, _) => Task.FromResult<ResourceTransformResult?>(null);
        var engine = new RecordingEngine();
        if (
            !await Refused(
                engine,
                "random:index/randomId:RandomId 'id' uses ResourceTransforms",
                () => _ = WireValues.Id("id", new() { ResourceTransforms = { transform } })
            )
        )
        {
            Assert.NotEmpty(Assert.Single(engine.Of("id").Transforms).Token);
        }
    }

    [Fact]
    public async Task A_transform_of_the_stack()
    {
        var engine = new RecordingEngine();
        var exitCode = await engine.RunAsync(() => Pulumi.Deployment.RunAsync<Transforming>());
        Assert.Equal(
            s_standIn
                ? (
                    32,
                    "pulumi:pulumi:Stack 'proj-dev' uses ResourceTransforms, which the stand-in SDK does not have; the published packages do."
                )
                : (0, ""),
            (exitCode, engine.Errors)
        );
    }

    [Fact]
    public async Task A_hook()
    {
        var engine = new RecordingEngine();
        if (
            !await Refused(
                engine,
                "random:index/randomId:RandomId 'id' uses Hooks",
                () =>
                    _ = WireValues.Id(
                        "id",
                        new() { Hooks = new() { AfterCreate = { new ResourceHook("hook", (_, _) => Task.CompletedTask) } } }
                    )
            )
        )
        {
            Assert.Equal(["hook"], engine.Of("id").Hooks.AfterCreate);
        }
    }

    [Fact]
    public async Task Aliases_with_an_engine_that_takes_only_urns()
    {
        var engine = new RecordingEngine { Supports = feature => feature != "aliasSpecs" };
        if (
            !await Refused(
                engine,
                "random:index/randomId:RandomId 'id' uses Aliases with an engine that takes only URNs",
                () => _ = WireValues.Id("id", new() { Aliases = { new Alias { Name = "old" } } })
            )
        )
        {
            Assert.Equal([WireValues.Urn("random:index/randomId:RandomId", "old")], engine.Of("id").AliasURNs);
        }
    }

    [Fact]
    public async Task A_component_of_another_package()
    {
        var engine = new RecordingEngine { Answer = _ => new Struct() };
        if (!await Refused(engine, "test:index:Remote 'r' uses a component of another package (remote)", () => _ = new Remote("r")))
        {
            Assert.True(engine.Of("r").Remote);
        }
    }

    /// <summary>Runs a program that fails with one sentence with the stand-in and succeeds with the published SDK.</summary>
    private static async Task<bool> Refused(RecordingEngine engine, string what, Action program)
    {
        if (!s_standIn)
        {
            await WireValues.Run(program, engine);
            return false;
        }

        Assert.Equal($"{what}, which the stand-in SDK does not have; the published packages do.", await WireValues.Fail(program, engine));
        Assert.DoesNotContain(engine.Registered, request => request.Type != "pulumi:pulumi:Stack");
        return true;
    }

    private sealed class Remote(string name) : ComponentResource("test:index:Remote", name, null, null, remote: true);

    public sealed class Transforming : Stack
    {
        public Transforming()
            : base(new StackOptions { ResourceTransforms = { (_, _) => Task.FromResult<ResourceTransformResult?>(null) } }) { }
    }
}
