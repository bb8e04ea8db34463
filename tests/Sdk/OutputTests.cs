using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>What outputs and inputs do with values, secrets and unknowns.</summary>
public class OutputTests
{
    [Fact]
    public async Task A_secret_makes_secret_what_is_made_from_it()
    {
        var secret = Output.CreateSecret("s");
        Assert.True(await Output.IsSecretAsync(secret.Apply(value => value + "!")));
        Assert.True(await Output.IsSecretAsync(Output.Create(1).Apply(_ => secret)));
        Assert.True(await Output.IsSecretAsync(Output.All(Output.Create("a"), secret)));
        Assert.True(await Output.IsSecretAsync(Output.Format($"{1} {secret}")));
        Assert.True(await Output.IsSecretAsync(Output.Tuple(Output.Create(1), secret)));
        Assert.False(await Output.IsSecretAsync(Output.Unsecret(secret)));
        Assert.False(await Output.IsSecretAsync(Output.All(Output.Create("a"), Output.Create("b"))));
    }

    [Fact]
    public async Task Nothing_is_made_from_an_unknown()
    {
        var unknown = OutputUtilities.CreateUnknown("");
        var made = unknown.Apply(string (_) => throw new InvalidOperationException("applied"));
        Assert.False(await OutputUtilities.GetIsKnownAsync(made));
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.Format($"a{unknown}")));
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.All(Output.Create("a"), unknown)));
        Assert.True(await Output.IsSecretAsync(Output.CreateSecret(unknown).Apply(value => value)));
    }

    [Fact]
    public async Task Values_are_formatted_joined_and_paired()
    {
        Assert.Equal("1 b 3", await Value(Output.Format($"{1} {Output.Create("b")} {(Input<int>)3}")));
        Assert.Equal("a,b", await Joined(Output.All(Output.Create("a"), Output.Create("b"))));
        Assert.Equal((1, "b", true), await Value(Output.Tuple(Output.Create(1), Output.Create("b"), Output.Create(true))));
        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 8), await Value(Output.Tuple<int, int, int, int, int, int, int, int>(
            Output.Create(1), Output.Create(2), Output.Create(3), Output.Create(4), Output.Create(5), Output.Create(6), Output.Create(7), Output.Create(8))));
    }

    [Fact]
    public async Task A_list_grows_and_keeps_its_order()
    {
        InputList<string> list = new[] { "a" };
        list.Add("b", Output.Create("c"));
        list.AddRange(Output.Create(ImmutableArray.Create("d")));
        Assert.Equal("a,b,c,d,e", await Joined(list.Concat("e")));
        Assert.Equal("a,b,c,d", await Joined(list));
    }

    [Fact]
    public async Task A_map_takes_a_key_twice_only_with_the_same_value()
    {
        var map = new InputMap<string> { ["a"] = "1", ["b"] = Output.Create("2") };
        map.Add("a", "1");
        Assert.Equal("1,2", await Value(map.Apply(values => $"{values["a"]},{values["b"]}")));
        map.Add("a", "other");
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Value(map.ToOutput()));
        Assert.Equal("Key 'a' already exists in the map with a different value.", exception.Message);
        Assert.Equal("9", await Value(InputMap<string>.Merge(new() { ["a"] = "1" }, new() { ["a"] = "9" }).Apply(values => values["a"])));
    }

    [Fact]
    public async Task Json_text_is_as_secret_and_as_known_as_what_is_in_it()
    {
        var plain = Output.JsonSerialize(Output.Create(new Dictionary<string, object> { ["a"] = Output.Create(1), ["b"] = "x" }));
        Assert.Equal("""{"a":1,"b":"x"}""", await Value(plain));
        Assert.True(await Output.IsSecretAsync(Output.JsonSerialize(Output.Create(new[] { Output.CreateSecret(1) }))));
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.JsonSerialize(Output.Create(new[] { OutputUtilities.CreateUnknown(1) }))));
        Assert.Equal(7, await Value(Output.JsonDeserialize<Dictionary<string, int>>(Output.Create("""{"a":7}""")).Apply(values => values["a"])));
    }

    [Fact]
    public async Task A_deferred_output_is_resolved_once()
    {
        var deferred = new DeferredOutput<int>();
        var next = deferred.Output.Apply(value => value + 1);
        deferred.Resolve(Output.CreateSecret(1));
        Assert.Equal((2, true), (await Value(next), await Output.IsSecretAsync(next)));
        Assert.Throws<InvalidOperationException>(() => deferred.Resolve(Output.Create(2)));
    }

    private static Task<string> Joined(Input<ImmutableArray<string>> list) => Value(list.Apply(values => string.Join(',', values)));

    private static Task<T> Value<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);
}
