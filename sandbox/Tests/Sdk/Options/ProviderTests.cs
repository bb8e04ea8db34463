using Pulumi;
using RandomProvider = Pulumi.Random.Provider;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>The choice of a resource's provider.</summary>
[Collection(ProcessEnvironment.Name)]
public class ProviderTests
{
    private static string Reference(string name) => $"{WireValues.Urn("pulumi:providers:random", name)}::{name}-id";

    [Fact]
    public async Task A_provider_reaches_what_is_below_unless_another_is_named_there()
    {
        var engine = await WireValues.Run(() =>
        {
            var (one, two) = (new RandomProvider("one"), new RandomProvider("two"));
            var outer = new TestComponent("outer", new() { Providers = { one }, Protect = true });
            var inner = new TestComponent("inner", new() { Parent = outer });
            var other = new TestComponent("other", new() { Parent = outer, Provider = two });
            _ = WireValues.Id("in-outer", new() { Parent = outer });
            _ = WireValues.Id("in-inner", new() { Parent = inner, Protect = false });
            _ = WireValues.Id("in-other", new() { Parent = other });
            var named = WireValues.Id("named", new() { Parent = inner, Provider = two });
            _ = WireValues.Id("in-named", new() { Parent = named });
            _ = WireValues.Id("elsewhere");
            _ = WireValues.Any("other-package", 1, new() { Parent = outer });
        });
        Assert.Equal(Reference("one"), engine.Of("in-outer").Provider);
        Assert.Equal(Reference("one"), engine.Of("in-inner").Provider);
        Assert.Equal(Reference("two"), engine.Of("in-other").Provider);
        Assert.Equal(Reference("two"), engine.Of("named").Provider);
        Assert.Equal(Reference("two"), engine.Of("in-named").Provider);
        Assert.Equal(("", ""), (engine.Of("elsewhere").Provider, engine.Of("other-package").Provider));
        Assert.Equal(("", 0), (engine.Of("outer").Provider, engine.Of("outer").Providers.Count));
        Assert.Equal((true, true, false), (engine.Of("in-outer").Protect, engine.Of("inner").Protect, engine.Of("in-inner").Protect));
        Assert.True(engine.Of("in-inner").HasProtect);
        Assert.False(engine.Of("elsewhere").HasProtect);
    }

    [Fact]
    public async Task In_a_preview_a_provider_that_is_not_made_yet_is_named_without_an_id()
    {
        var engine = await WireValues.Run(
            () => _ = WireValues.Id("id", new() { Provider = new RandomProvider("p") }),
            new RecordingEngine { IsPreview = true }
        );
        Assert.Equal($"{WireValues.Urn("pulumi:providers:random", "p")}::{WireValues.Unknown}", engine.Of("id").Provider);
    }

    [Fact]
    public async Task A_component_takes_one_provider_or_several_and_not_both() =>
        Assert.Contains(
            "Do not supply both 'provider' and 'providers' options to a ComponentResource.",
            await WireValues.Fail(() =>
            {
                var provider = new RandomProvider("p");
                _ = new TestComponent("c", new() { Provider = provider, Providers = { provider } });
            }),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task To_depend_on_a_component_is_to_depend_on_the_resources_in_it_and_not_on_those_below_them()
    {
        var engine = await WireValues.Run(() =>
        {
            var outer = new TestComponent("outer");
            var inner = new TestComponent("inner", new() { Parent = outer });
            var one = WireValues.Id("one", new() { Parent = outer });
            _ = WireValues.Id("two", new() { Parent = inner });
            _ = WireValues.Id("below", new() { Parent = one });
            _ = WireValues.Id("named", new() { DependsOn = { outer } });
            _ = WireValues.Id("later", new() { DependsOn = Output.Create(Task.FromResult<Resource>(inner)) });
            _ = WireValues.Any("taken", outer);
        });
        Assert.Equal(["one", "two"], engine.DependenciesOf("named"));
        Assert.Equal(["two"], engine.DependenciesOf("later"));
        Assert.Equal(["one", "two"], engine.DependenciesOf("taken"));
        Assert.Equal(
            ["one", "two"],
            engine.Of("taken").PropertyDependencies["value"].Urns.Select(urn => urn.Split("::")[^1]).Order(StringComparer.Ordinal)
        );
        Assert.Empty(engine.Of("named").PropertyDependencies["byteLength"].Urns);
    }
}
