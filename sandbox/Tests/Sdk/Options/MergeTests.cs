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
                Id = "1",
                Parent = one,
                Protect = true,
                Version = "1",
                PluginDownloadURL = "1",
                RetainOnDelete = true,
                DeletedWith = one,
                ImportId = "1",
                DeleteBeforeReplace = true,
                ReplacementTrigger = 1,
                IgnoreChanges = { "1" },
                ReplaceOnChanges = { "1" },
                HideDiffs = { "1" },
                AdditionalSecretOutputs = { "1" },
                Aliases = { new Alias { Name = "1" } },
                CustomTimeouts = new() { Create = TimeSpan.FromSeconds(1) },
                EnvVarMappings = { ["A"] = "1", ["B"] = "1" },
                DependsOn = { one },
                ReplaceWith = { one },
                ResourceTransformations = { _ => null },
            };
            var second = new CustomResourceOptions
            {
                Id = "2",
                Parent = two,
                Protect = false,
                Version = "2",
                PluginDownloadURL = "2",
                RetainOnDelete = false,
                DeletedWith = two,
                ImportId = "2",
                DeleteBeforeReplace = false,
                ReplacementTrigger = 2,
                IgnoreChanges = { "2" },
                ReplaceOnChanges = { "2" },
                HideDiffs = { "2" },
                AdditionalSecretOutputs = { "2" },
                Aliases = { new Alias { Name = "2" } },
                CustomTimeouts = new() { Update = TimeSpan.FromSeconds(2) },
                EnvVarMappings = { ["B"] = "2" },
                DependsOn = { two },
                ReplaceWith = { two },
                ResourceTransformations = { _ => null },
            };
            Assert.Equal("1, one, True, 1, 1, True, one, 1, True, 1, 1, 1, 1, 1, 1, 00:00:01, , A1 B1, one, one, 1", Text(first));
            Assert.Equal(Text(first), Text(CustomResourceOptions.Merge(first, null)));
            Assert.Equal(Text(first), Text(CustomResourceOptions.Merge(null, first)));
            Assert.Equal(
                "2, two, False, 2, 2, False, two, 2, False, 2, 1 2, 1 2, 1 2, 1 2, 1 2, , 00:00:02, A1 B2, one two, one two, 2",
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
            Of(options.Id!),
            options.Parent!.GetResourceName(),
            options.Protect,
            options.Version,
            options.PluginDownloadURL,
            options.RetainOnDelete,
            options.DeletedWith!.GetResourceName(),
            options.ImportId,
            options.DeleteBeforeReplace,
            Of(options.ReplacementTrigger!),
            string.Join(' ', options.IgnoreChanges),
            string.Join(' ', options.ReplaceOnChanges),
            string.Join(' ', options.HideDiffs),
            string.Join(' ', options.AdditionalSecretOutputs),
            string.Join(' ', options.Aliases.Select(alias => Of(Of(alias).Name!))),
            options.CustomTimeouts!.Create,
            options.CustomTimeouts.Update,
            string.Join(' ', options.EnvVarMappings.OrderBy(entry => entry.Key).Select(entry => entry.Key + entry.Value)),
            string.Join(' ', Of(options.DependsOn).Select(resource => resource.GetResourceName())),
            string.Join(' ', Of(options.ReplaceWith).Select(resource => resource.GetResourceName())),
            options.ResourceTransformations.Count
        );

    // The value is already available.
    private static T Of<T>(Input<T> input) => Look.Value(input.ToOutput()).GetAwaiter().GetResult();
}
