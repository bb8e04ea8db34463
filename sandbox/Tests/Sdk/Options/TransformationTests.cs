using Pulumi;
using Pulumi.Random;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Functions of the program that may change each resource before it is registered.</summary>
[Collection(ProcessEnvironment.Name)]
public class TransformationTests
{
    [Fact]
    public async Task Those_of_the_resource_come_first_then_those_of_the_parents_up_to_the_stack()
    {
        var seen = new List<string>();
        var engine = new RecordingEngine();
        Assert.Equal(
            0,
            await engine.RunAsync(() =>
                Deployment.RunAsync(
                    () =>
                    {
                        var component = new TestComponent(
                            "c",
                            new ComponentResourceOptions { ResourceTransformations = { Note("component") } }
                        );
                        _ = WireValues.Id(
                            "id",
                            new CustomResourceOptions { Parent = component, ResourceTransformations = { Note("one"), Note("two") } }
                        );
                        return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
                    },
                    new StackOptions { ResourceTransformations = { Note("stack") } }
                )
            )
        );
        Assert.Equal(["stack proj-dev", "component c", "stack c", "one id", "two id", "component id", "stack id"], seen);

        ResourceTransformation Note(string by) =>
            args =>
            {
                seen.Add($"{by} {args.Resource.GetResourceName()}");
                return null;
            };
    }

    [Fact]
    public async Task What_one_changes_the_next_one_sees_and_the_engine_gets()
    {
        var engine = await WireValues.Run(() =>
        {
            ResourceTransformation grow = args =>
            {
                var changed = (RandomIdArgs)args.Args;
                changed.ByteLength = changed.ByteLength.Apply(length => length * 2);
                return new ResourceTransformationResult(changed, args.Options);
            };
            ResourceTransformation protect = args => new ResourceTransformationResult(
                args.Args,
                CustomResourceOptions.Merge((CustomResourceOptions)args.Options, new() { Protect = true, IgnoreChanges = { "keepers" } })
            );
            _ = WireValues.Id("id", new() { ResourceTransformations = { grow, protect, grow }, IgnoreChanges = { "prefix" } });
        });
        WireValues.Equal("""{ "byteLength": 16 }""", engine.Of("id").Object);
        Assert.True(engine.Of("id").Protect);
        Assert.Equal(["prefix", "keepers"], engine.Of("id").IgnoreChanges);
    }

    [Fact]
    public async Task One_cannot_change_the_parent() =>
        Assert.Contains(
            "System.ArgumentException: Transformations cannot currently be used to change the 'parent' of a resource.",
            await WireValues.Fail(() =>
            {
                var first = WireValues.Id("first");
                _ = WireValues.Id(
                    "id",
                    new()
                    {
                        ResourceTransformations =
                        {
                            args => new ResourceTransformationResult(args.Args, new CustomResourceOptions { Parent = first }),
                        },
                    }
                );
            }),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task One_that_fails_fails_the_run() =>
        Assert.Equal(
            "not like this",
            await WireValues.Fail(() =>
                _ = WireValues.Id("id", new() { ResourceTransformations = { _ => throw new RunException("not like this") } })
            )
        );
}
