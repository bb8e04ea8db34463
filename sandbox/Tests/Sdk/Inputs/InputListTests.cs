using System.Collections;
using System.Collections.Immutable;
using CsCheck;
using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Lists of inputs: construction and appending.</summary>
[Collection(ProcessEnvironment.Name)]
public class InputListTests
{
    [Fact]
    public async Task A_list_is_made_of_any_kind_of_list()
    {
        string[] array = ["a", "b"];
        InputList<string>[] lists =
        [
            array,
            new[] { Output.Create("a"), Output.Create("b") },
            new Input<string>[] { "a", Output.Create("b") },
            new List<string> { "a", "b" },
            new List<Output<string>> { Output.Create("a"), Output.Create("b") },
            new List<Input<string>> { "a", Output.Create("b") },
            ImmutableArray.Create("a", "b"),
            ImmutableArray.Create(Output.Create("a"), Output.Create("b")),
            ImmutableArray.Create<Input<string>>("a", Output.Create("b")),
            Output.Create(array),
            Output.Create(new List<string> { "a", "b" }),
            Output.Create<IEnumerable<string>>(["a", "b"]),
            Output.Create(ImmutableArray.Create("a", "b")),
        ];
        foreach (var list in lists)
        {
            Assert.Equal(array, await Items(list));
        }
    }

    [Fact]
    public async Task A_list_is_made_of_a_single_value()
    {
        InputList<string>[] lists = ["a", Output.Create("a"), (Input<string>)"a"];
        foreach (var list in lists)
        {
            Assert.Equal(["a"], await Items(list));
        }
    }

    [Fact]
    public async Task A_list_grows_and_what_was_made_of_it_before_does_not()
    {
        InputList<string> list = new[] { "a" };
        list.Add("b", Output.Create("c"));
        var before = list.ToOutput();
        list.AddRange(Output.Create(ImmutableArray.Create("d")));
        list.Add(new InputList<string> { "e" });
        Assert.Equal(["a", "b", "c", "d", "e", "f"], await Items(list.Concat("f")));
        Assert.Equal(["a", "b", "c", "d", "e"], await Items(list));
        Assert.Equal(["a", "b", "c"], await Items(before));
    }

    [Fact]
    public Task Concatenation_is_that_of_lists() =>
        Gen.Select(Gen.String.Array[0, 5], Gen.String.Array[0, 5], Gen.String.Array[0, 5])
            .SampleAsync(async lists =>
            {
                var (one, two, three) = lists;
                InputList<string> Of(string[] values) => values;
                var left = Of(one).Concat(Of(two)).Concat(Of(three));
                var right = Of(one).Concat(Of(two).Concat(Of(three)));
                string[] all = [.. one, .. two, .. three];
                Assert.Equal(all, await Items(left));
                Assert.Equal(all, await Items(right));
            });

    [Fact]
    public async Task A_list_that_was_never_made_stays_so()
    {
        InputList<string> array = default(ImmutableArray<string>);
        InputList<string> output = Output.Create(default(ImmutableArray<string>));
        Assert.True((await Look.Value(array.ToOutput())).IsDefault);
        Assert.True((await Look.Value(output.ToOutput())).IsDefault);
        Assert.ThrowsAny<ArgumentNullException>(() => (InputList<string>)(string[])null!);
        Assert.ThrowsAny<ArgumentNullException>(() => (InputList<string>)(List<string>)null!);
        await Assert.ThrowsAnyAsync<ArgumentNullException>(() =>
            Look.Value(((InputList<string>)Output.Create<List<string>>((List<string>)null!)).ToOutput())
        );
    }

    [Fact]
    public async Task A_list_is_looked_through_only_when_its_items_are_there()
    {
        var items = new List<string>();
        await foreach (var item in new InputList<string> { "a", Output.Create("b") })
        {
            items.Add(await Look.Value(item.ToOutput()));
        }

        Assert.Equal(["a", "b"], items);
        await foreach (var item in new InputList<string> { "a", Look.Unknown<string>() })
        {
            Assert.Fail($"{item} is in a list that is not known.");
        }

        var exception = Assert.Throws<NotSupportedException>(() => ((IEnumerable)new InputList<string>()).GetEnumerator());
        Assert.EndsWith("cannot be synchronously enumerated. Use GetAsyncEnumerator instead.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_item_goes_out_as_secret_and_as_known_as_it_is()
    {
        var engine = await WireValues.Run(() =>
        {
            _ = WireValues.Any("list", new InputList<string> { "a", Output.CreateSecret("s"), Look.Unknown<string>() });
            _ = WireValues.Any("looked", new InputList<string> { "a", Output.CreateSecret("s") }.ToOutput());
            _ = WireValues.Any("never", (InputList<string>)default(ImmutableArray<string>));
            _ = WireValues.Any("empty", new InputList<string>());
            _ = WireValues.Any("hole", new InputList<string?> { "a", (string?)null });
        });
        WireValues.Equal($$"""{ "value": ["a", {{WireValues.Secret}} "s" }, "{{WireValues.Unknown}}"] }""", engine.Of("list").Object);
        WireValues.Equal($$"""{ "value": {{WireValues.Secret}} ["a", "s"] } }""", engine.Of("looked").Object);
        WireValues.Equal("""{ "value": [] }""", engine.Of("never").Object);
        WireValues.Equal("""{ "value": [] }""", engine.Of("empty").Object);
        WireValues.Equal("""{ "value": ["a", null] }""", engine.Of("hole").Object);
    }

    private static async Task<string[]> Items(Input<ImmutableArray<string>> list) => [.. await Look.Value(list.ToOutput())];
}
