using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>JSON to and from outputs.</summary>
public class JsonTests
{
    [Fact]
    public async Task Outputs_and_inputs_are_written_as_their_values()
    {
        var value = new Dictionary<string, object?>
        {
            ["output"] = Output.Create(1),
            ["input"] = (Input<string>)"i",
            ["list"] = new InputList<int> { 1, Output.Create(2) },
            ["map"] = new InputMap<string> { ["a"] = "b" },
            ["nested"] = Output.Create(new[] { Output.Create(new Point(1, Output.Create("y"))) }),
            ["null"] = null,
            ["plain"] = "x",
        };
        Assert.Equal(
            """{"output":1,"input":"i","list":[1,2],"map":{"a":"b"},"nested":[{"X":1,"Y":"y"}],"null":null,"plain":"x"}""",
            await Look.Value(Output.JsonSerialize(Output.Create(value)))
        );
    }

    [Fact]
    public async Task The_text_is_as_secret_and_as_known_as_what_is_in_it()
    {
        Assert.True(await Look.Secret(Output.JsonSerialize(Output.CreateSecret(1))));
        Assert.True(await Look.Secret(Output.JsonSerialize(Output.Create(new[] { Output.CreateSecret(1) }))));
        Assert.True(await Look.Secret(Output.JsonSerialize(Output.Create(new InputList<int> { Output.CreateSecret(1) }))));
        Assert.False(await Look.Secret(Output.JsonSerialize(Output.Create(new[] { Output.Create(1) }))));
        Assert.False(await Look.Known(Output.JsonSerialize(Look.Unknown<int>())));
        Assert.False(await Look.Known(Output.JsonSerialize(Output.Create(new[] { Look.Unknown<int>() }))));

        var both = Output.JsonSerialize(Output.Create(new object[] { Output.CreateSecret(1), Look.Unknown<int>() }));
        Assert.Equal((false, true), (await Look.Known(both), await Look.Secret(both)));
        var hidden = Output.JsonSerialize(Output.Create(new[] { Output.CreateSecret(Look.Unknown<int>()) }));
        Assert.Equal((false, false), (await Look.Known(hidden), await Look.Secret(hidden)));
    }

    [Fact]
    public async Task Options_for_the_text_are_followed()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = false };
        var json = Output.JsonSerialize(Output.Create(new Point(1, Output.Create("y"))), options);
        Assert.Equal("""{"x":1,"y":"y"}""", await Look.Value(json));
        Assert.Equal(1, (await Look.Value(Output.JsonDeserialize<Point>(json, options))).X);
        Assert.Empty(options.Converters);
    }

    [Fact]
    public async Task What_is_read_is_as_secret_and_as_known_as_the_text()
    {
        var values = Output.JsonDeserialize<Dictionary<string, int>>(Output.CreateSecret("""{"a":7}"""));
        Assert.Equal((7, true), ((await Look.Value(values))["a"], await Look.Secret(values)));
        Assert.False(await Look.Known(Output.JsonDeserialize<int>(Look.Unknown<string>())));
        Assert.False(await Look.Secret(Output.JsonDeserialize<int>(Output.Create("1"))));
    }

    [Fact]
    public async Task Outputs_are_read_with_the_secret_of_the_text()
    {
        var point = await Look.Value(Output.JsonDeserialize<Point>(Output.CreateSecret("""{"X":1,"Y":"y"}""")));
        Assert.Equal(("y", true), (await Look.Value(point.Y), await Look.Secret(point.Y)));

        var list = await Look.Value(Output.JsonDeserialize<InputList<int>>(Output.CreateSecret("[1,2]")));
        Assert.Equal((2, true), ((await Look.Value(list.ToOutput())).Length, await Look.Secret(list.ToOutput())));
        var map = await Look.Value(Output.JsonDeserialize<InputMap<int>>(Output.Create("""{"a":1}""")));
        Assert.Equal(ImmutableDictionary<string, int>.Empty.Add("a", 1), await Look.Value(map.ToOutput()));
        Input<int> input = await Look.Value(Output.JsonDeserialize<Input<int>>(Output.Create("3")));
        Assert.Equal(3, await Look.Value(input.ToOutput()));
    }

    [Fact]
    public async Task Text_that_is_no_json_and_no_text_at_all_fail()
    {
        await Assert.ThrowsAsync<JsonException>(() => Look.Value(Output.JsonDeserialize<int[]>(Output.Create("[1,"))));
        Assert.Equal("value", Assert.Throws<ArgumentNullException>(() => Output.JsonSerialize<int>(null!)).ParamName);
        Assert.Equal("json", Assert.Throws<ArgumentNullException>(() => Output.JsonDeserialize<int>(null!)).ParamName);
    }

    private sealed record Point(int X, Output<string> Y);
}
