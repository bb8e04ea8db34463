using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Merged options: the second's single values, both's lists.</summary>
[Collection(ProcessEnvironment.Name)]
public class MergeTests
{
    [Fact]
    public async Task Single_values_are_the_seconds_and_lists_grow() =>
        await WireValues.Run(() =>
        {
            var (one, two) = (WireValues.Id("one"), WireValues.Id("two"));
            var first = new CustomResourceOptions
            {
                Parent = one,
                Protect = true,
                Version = "1",
                RetainOnDelete = true,
                ImportId = "1",
                DeleteBeforeReplace = true,
                IgnoreChanges = { "1" },
                ReplaceOnChanges = { "1" },
                AdditionalSecretOutputs = { "1" },
                Aliases = { new Alias { Name = "1" } },
                DependsOn = { one },
                ResourceTransformations = { _ => null },
            };
            var second = new CustomResourceOptions
            {
                Parent = two,
                Protect = false,
                Version = "2",
                RetainOnDelete = false,
                ImportId = "2",
                DeleteBeforeReplace = false,
                IgnoreChanges = { "2" },
                ReplaceOnChanges = { "2" },
                AdditionalSecretOutputs = { "2" },
                Aliases = { new Alias { Name = "2" } },
                DependsOn = { two },
                ResourceTransformations = { _ => null },
            };
            Assert.Equal("one, True, 1, True, 1, True, 1, 1, 1, 1, one, 1", Text(first));
            Assert.Equal(Text(first), Text(CustomResourceOptions.Merge(first, null)));
            Assert.Equal(Text(first), Text(CustomResourceOptions.Merge(null, first)));
            Assert.Equal(
                "two, False, 2, False, 2, False, 1 2, 1 2, 1 2, 1 2, one two, 2",
                Text(CustomResourceOptions.Merge(first, second))
            );
        });

    [Fact]
    public async Task Of_a_components_providers_the_last_of_a_package_counts() =>
        await WireValues.Run(() =>
        {
            var (one, two) = (new Pulumi.Random.Provider("one"), new Pulumi.Random.Provider("two"));
            var other = new Pulumi.Command.Provider("other");
            var merged = ComponentResourceOptions.Merge(new() { Providers = { one, other } }, new() { Providers = { two } });
            Assert.Equal([other, two], merged.Providers);
            Assert.Equal([one, other], ComponentResourceOptions.Merge(new() { Providers = { one, other } }, null).Providers);
        });

    [Fact]
    public void What_is_merged_can_change_without_the_others_changing()
    {
        var first = new CustomResourceOptions { IgnoreChanges = { "1" } };
        CustomResourceOptions.Merge(first, new() { IgnoreChanges = { "2" } }).IgnoreChanges.Add("3");
        Assert.Equal(["1"], first.IgnoreChanges);
    }

    private static string Text(CustomResourceOptions options) =>
        string.Join(
            ", ",
            options.Parent!.GetResourceName(),
            options.Protect,
            options.Version,
            options.RetainOnDelete,
            options.ImportId,
            options.DeleteBeforeReplace,
            string.Join(' ', options.IgnoreChanges),
            string.Join(' ', options.ReplaceOnChanges),
            string.Join(' ', options.AdditionalSecretOutputs),
            string.Join(' ', options.Aliases.Select(alias => Of(Of(alias).Name!))),
            string.Join(' ', Of(options.DependsOn).Select(resource => resource.GetResourceName())),
            options.ResourceTransformations.Count
        );

    // The value is already available.
    private static T Of<T>(Input<T> input) => Look.Value(input.ToOutput()).GetAwaiter().GetResult();
}
