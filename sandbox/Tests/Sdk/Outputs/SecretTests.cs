using Pulumi;
using Pulumi.Utilities;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>How secrets propagate.</summary>
[Collection(ProcessEnvironment.Name)]
public class SecretTests
{
    [Fact]
    public async Task A_secret_makes_secret_what_is_made_from_it()
    {
        var secret = Output.CreateSecret("s");
        Assert.True(await Look.Secret(secret.Apply(value => value + "!")));
        Assert.True(await Look.Secret(Output.Create(1).Apply(_ => secret)));
        Assert.True(await Look.Secret(Output.All(Output.Create("a"), secret)));
        Assert.True(await Look.Secret(Output.Format($"{1} {secret}")));
        Assert.True(await Look.Secret(Output.Tuple(Output.Create(1), secret)));
        Assert.True(await Look.Secret(Output.CreateSecret(Task.FromResult(1))));
        Assert.True(await Look.Secret(((Input<string>)secret).Apply(value => value)));
        Assert.False(await Look.Secret(Output.All(Output.Create("a"), Output.Create("b"))));
    }

    [Fact]
    public async Task What_is_unknown_can_be_secret_all_the_same()
    {
        var unknown = Output.CreateSecret(Look.Unknown<string>());
        Assert.True(await Look.Secret(unknown.Apply(value => value)));
        Assert.True(await Look.Secret(Output.Format($"{unknown}")));
    }

    [Fact]
    public async Task An_unknown_hides_the_secrets_that_would_have_followed()
    {
        var made = Look.Unknown<string>().Apply(_ => Output.CreateSecret("s"));
        Assert.Equal((false, false), (await Look.Known(made), await Look.Secret(made)));
    }

    [Fact]
    public async Task A_secret_can_be_made_plain_and_stays_what_it_was()
    {
        var secret = Output.CreateSecret("s");
        var plain = Output.Unsecret(secret);
        Assert.Equal(("s", false, true), (await Look.Value(plain), await Look.Secret(plain), await Look.Secret(secret)));
        Assert.True(await Look.Secret(Output.Unsecret(Output.Create("p")).Apply(_ => secret)));
    }

    [Fact]
    public async Task A_secret_in_a_list_or_a_map_makes_all_of_it_secret_to_those_who_look_into_it()
    {
        Assert.True(await Look.Secret(new InputList<string> { "a", Output.CreateSecret("s") }.ToOutput()));
        Assert.True(await Look.Secret(new InputMap<string> { ["a"] = "a", ["s"] = Output.CreateSecret("s") }.ToOutput()));
    }

    [Fact]
    public async Task An_output_knows_the_resources_that_it_came_from_whatever_is_made_of_it()
    {
        var engine = await WireValues.Run(() =>
        {
            var (first, second) = (WireValues.Id("first"), WireValues.Id("second"));
            var both = Output.Tuple(first.Id, Output.CreateSecret(second.Id)).Apply(ids => ids.Item1 + ids.Item2);
            var marked = OutputUtilities.WithDependency(Output.Create("x"), first);
            _ = WireValues.Any("apply", both);
            _ = WireValues.Any("inner", Output.Create(1).Apply(_ => first.Id));
            _ = WireValues.Any("format", Output.Format($"{first.Id} {marked}"));
            _ = WireValues.Any("marked", marked);
            _ = WireValues.Any("list", new InputList<string> { "a", second.Id });
        });

        Assert.Equal(["first", "second"], engine.DependenciesOf("apply"));
        Assert.Equal(["first"], engine.DependenciesOf("inner"));
        Assert.Equal(["first"], engine.DependenciesOf("format"));
        Assert.Equal(["first"], engine.DependenciesOf("marked"));
        Assert.Equal(["second"], engine.DependenciesOf("list"));
    }
}
