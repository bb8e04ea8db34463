using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Existing resources.</summary>
[Collection(ProcessEnvironment.Name)]
public class ReadTests
{
    [Fact]
    public async Task A_resource_with_an_id_is_read_and_not_registered()
    {
        var engine = await WireValues.Run(() =>
        {
            var there = new CustomResource(
                "test:index:Any",
                "there",
                null,
                new CustomResourceOptions
                {
                    Id = "its-id",
                    Version = "1",
                    DependsOn = { WireValues.Id("first") },
                }
            );
            _ = WireValues.Any("after", there.Id);
        });
        var read = Assert.Single(engine.Read);
        Assert.Equal(
            ("test:index:Any", "there", "its-id", "1", true, true),
            (read.Type, read.Name, read.Id, read.Version, read.AcceptSecrets, read.AcceptResources)
        );
        Assert.Equal([WireValues.Urn("random:index/randomId:RandomId", "first")], read.Dependencies);
        WireValues.Equal("""{ "value": "its-id" }""", engine.Of("after").Object);
        Assert.Contains(
            "System.ArgumentException: ResourceOptions.Id is only valid for a CustomResource",
            await WireValues.Fail(() => _ = new TestComponent("c", new() { Id = "its-id" })),
            StringComparison.Ordinal
        );
    }
}
