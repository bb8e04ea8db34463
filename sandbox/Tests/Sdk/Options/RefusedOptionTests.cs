using Google.Protobuf.WellKnownTypes;
using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>
/// What the published SDK has and the stand-in refuses, because leaving it out would not stop a program from compiling.
/// </summary>
[Collection(ProcessEnvironment.Name)]
public class RefusedOptionTests
{
    private static readonly bool s_standIn = typeof(Resource).Assembly.GetName().Name == "Pulumi.Offline";

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
}
