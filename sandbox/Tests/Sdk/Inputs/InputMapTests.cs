using System.Collections;
using System.Collections.Immutable;
using CsCheck;
using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Maps of inputs: construction and adding.</summary>
[Collection(ProcessEnvironment.Name)]
public class InputMapTests
{
    [Fact]
    public async Task A_map_is_made_of_any_kind_of_map()
    {
        var values = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" };
        InputMap<string>[] maps =
        [
            new() { ["a"] = "1", ["b"] = Output.Create("2") },
            new() { { "a", "1" }, { "b", Output.Create("2") } },
            values,
            values.ToImmutableDictionary(),
            Output.Create(values),
            Output.Create<IDictionary<string, string>>(values),
            Output.Create(values.ToImmutableDictionary()),
        ];
        foreach (var map in maps)
        {
            Assert.Equal(values, await Look.Value(map.ToOutput()));
        }
    }

    [Fact]
    public async Task A_map_takes_a_key_twice_only_with_the_same_value()
    {
        var map = new InputMap<string> { ["a"] = "1", ["b"] = Output.Create("2") };
        map.Add("a", Output.CreateSecret("1"));
        Assert.Equal("1,2", await Look.Value(map.Apply(values => $"{values["a"]},{values["b"]}")));
        Assert.True(await Look.Secret(map.ToOutput()));
        map.Add("a", "other");
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Look.Value(map.ToOutput()));
        Assert.Equal("Key 'a' already exists in the map with a different value.", exception.Message);
    }

    [Fact]
    public async Task A_map_grows_by_another_whose_keys_it_does_not_have()
    {
        var map = new InputMap<string> { ["a"] = "1" };
        map.Add(new InputMap<string> { ["b"] = "2" });
        Assert.Equal(["a", "b"], (await Look.Value(map.ToOutput())).Keys.Order(StringComparer.Ordinal));
        map.AddRange(new InputMap<string> { ["a"] = "other" });
        await Assert.ThrowsAsync<ArgumentException>(() => Look.Value(map.ToOutput()));
    }

    [Fact]
    public Task Of_two_merged_maps_the_second_wins()
    {
        var map = Gen.Dictionary(Gen.String[Gen.Char['a', 'e'], 1, 1], Gen.Int)[0, 5];
        return Gen.Select(map, map)
            .SampleAsync(async maps =>
            {
                var (first, second) = maps;
                var merged = await Look.Value(InputMap<int>.Merge(first, second).ToOutput());
                Assert.Equal(first.ToImmutableDictionary().SetItems(second), merged);
            });
    }

    [Fact]
    public async Task A_map_that_is_null_stays_so_when_it_comes_from_a_provider()
    {
        InputMap<string> immutable = (ImmutableDictionary<string, string>)null!;
        InputMap<string> output = Output.Create((ImmutableDictionary<string, string>)null!);
        Assert.Null(await Look.Value(immutable.ToOutput()));
        Assert.Null(await Look.Value(output.ToOutput()));
        InputMap<string> dictionary = (Dictionary<string, string>)null!;
        await Assert.ThrowsAsync<ArgumentNullException>(() => Look.Value(dictionary.ToOutput()));
    }

    [Fact]
    public async Task A_map_is_looked_through_only_when_its_values_are_there()
    {
        await foreach (var entry in new InputMap<string> { ["a"] = Output.Create("1") })
        {
            Assert.Equal(KeyValuePair.Create("a", "1"), await Look.Value(entry.ToOutput()));
        }

        await foreach (var entry in new InputMap<string> { ["a"] = Look.Unknown<string>() })
        {
            Assert.Fail($"{entry} is in a map that is not known.");
        }

        Assert.Throws<NotSupportedException>(() => ((IEnumerable)new InputMap<string>()).GetEnumerator());
    }

    [Fact]
    public async Task Each_value_goes_out_as_secret_and_as_known_as_it_is()
    {
        var engine = await WireValues.Run(() =>
        {
            _ = WireValues.Any(
                "map",
                new InputMap<string>
                {
                    ["a"] = "a",
                    ["s"] = Output.CreateSecret("s"),
                    ["u"] = Look.Unknown<string>(),
                }
            );
            _ = WireValues.Any("looked", new InputMap<string> { ["a"] = "a", ["s"] = Output.CreateSecret("s") }.ToOutput());
            _ = WireValues.Any("null", (InputMap<string>)(ImmutableDictionary<string, string>)null!);
            _ = WireValues.Any("empty", new InputMap<string>());
        });
        WireValues.Equal(
            $$"""{ "value": { "a": "a", "s": {{WireValues.Secret}} "s" }, "u": "{{WireValues.Unknown}}" } }""",
            engine.Of("map").Object
        );
        WireValues.Equal($$"""{ "value": {{WireValues.Secret}} { "a": "a", "s": "s" } } }""", engine.Of("looked").Object);
        WireValues.Equal("{}", engine.Of("null").Object);
        WireValues.Equal("""{ "value": {} }""", engine.Of("empty").Object);
    }
}
