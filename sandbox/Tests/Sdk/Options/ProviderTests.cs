using Pulumi;
using RandomProvider = Pulumi.Random.Provider;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>The choice of a resource's provider.</summary>
[Collection(ProcessEnvironment.Name)]
public class ProviderTests
{
    private static string Reference(string name) => $"{Wire.Urn("pulumi:providers:random", name)}::{name}-id";

    [Fact]
    public async Task A_provider_reaches_what_is_below_unless_another_is_named_there()
    {
        var engine = await Wire.Run(() =>
        {
            var (one, two) = (new RandomProvider("one"), new RandomProvider("two"));
            var outer = new Component("outer", new() { Providers = { one }, Protect = true });
            var inner = new Component("inner", new() { Parent = outer });
            var other = new Component("other", new() { Parent = outer, Provider = two });
            _ = Wire.Id("in-outer", new() { Parent = outer });
            _ = Wire.Id("in-inner", new() { Parent = inner, Protect = false });
            _ = Wire.Id("in-other", new() { Parent = other });
            var named = Wire.Id("named", new() { Parent = inner, Provider = two });
            _ = Wire.Id("in-named", new() { Parent = named });
            _ = Wire.Id("elsewhere");
            _ = Wire.Any("other-package", 1, new() { Parent = outer });
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
        var engine = await Wire.Run(
            () => _ = Wire.Id("id", new() { Provider = new RandomProvider("p") }),
            new RecordingEngine { IsPreview = true }
        );
        Assert.Equal($"{Wire.Urn("pulumi:providers:random", "p")}::{Wire.Unknown}", engine.Of("id").Provider);
    }

    [Fact]
    public async Task A_component_takes_one_provider_or_several_and_not_both() =>
        Assert.Contains(
            "Do not supply both 'provider' and 'providers' options to a ComponentResource.",
            await Wire.Fail(() =>
            {
                var provider = new RandomProvider("p");
                _ = new Component("c", new() { Provider = provider, Providers = { provider } });
            }),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task To_depend_on_a_component_is_to_depend_on_the_resources_in_it_and_not_on_those_below_them()
    {
        var engine = await Wire.Run(() =>
        {
            var outer = new Component("outer");
            var inner = new Component("inner", new() { Parent = outer });
            var one = Wire.Id("one", new() { Parent = outer });
            _ = Wire.Id("two", new() { Parent = inner });
            _ = Wire.Id("below", new() { Parent = one });
            _ = Wire.Id("named", new() { DependsOn = { outer } });
            _ = Wire.Id("later", new() { DependsOn = Output.Create(Task.FromResult<Resource>(inner)) });
            _ = Wire.Any("taken", outer);
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

    private sealed class Component(string name, ComponentResourceOptions? options = null)
        : ComponentResource("test:index:Component", name, options);
}
