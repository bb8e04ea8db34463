using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Values of one of two types.</summary>
[Collection(ProcessEnvironment.Name)]
public class InputUnionTests
{
    [Fact]
    public async Task An_input_is_made_of_either_type()
    {
        InputUnion<string, int>[] texts =
        [
            "a",
            Output.Create("a"),
            (Input<string>)"a",
            (Union<string, int>)"a",
            Output.Create<Union<string, int>>("a"),
        ];
        foreach (var text in texts)
        {
            var value = await Look.Value(text.ToOutput());
            Assert.Equal((true, false, "a", (object)"a"), (value.IsT0, value.IsT1, value.AsT0, value.Value));
        }

        InputUnion<string, int>[] numbers = [1, Output.Create(1), (Input<int>)1, (Union<string, int>)1];
        foreach (var number in numbers)
        {
            var value = await Look.Value(number.ToOutput());
            Assert.Equal((false, true, 1, (object)1), (value.IsT0, value.IsT1, value.AsT1, value.Value));
        }
    }

    [Fact]
    public void A_value_is_taken_as_what_it_is()
    {
        Union<string, int> text = "a";
        Union<string, int> number = 1;
        Assert.Equal(("a", "1"), (text.Match(value => value, value => $"{value}"), number.Match(value => value, value => $"{value}")));
        Assert.Equal("Cannot return as T1 as result is T0", Assert.Throws<InvalidOperationException>(() => text.AsT1).Message);
        Assert.Equal("Cannot return as T0 as result is T1", Assert.Throws<InvalidOperationException>(() => number.AsT0).Message);
        var seen = "";
        number.Switch(value => seen = value, value => seen = $"number {value}");
        Assert.Equal("number 1", seen);
    }

    [Fact]
    public void Values_are_equal_when_type_and_value_are()
    {
        Assert.True(Union<string, string>.FromT0("a") == Union<string, string>.FromT0("a"));
        Assert.True(Union<string, string>.FromT0("a") != Union<string, string>.FromT1("a"));
        Assert.Equal(Union<string, int>.FromT1(1).GetHashCode(), Union<string, int>.FromT1(1).GetHashCode());
        Assert.Equal(("System.String: a", "System.Int32: 1"), ($"{Union<string, int>.FromT0("a")}", $"{Union<string, int>.FromT1(1)}"));
    }

    [Fact]
    public async Task Nothing_is_of_the_first_type()
    {
        Assert.Equal(
            (true, false, null),
            (default(Union<string, int>).IsT0, default(Union<string, int>).IsT1, default(Union<string, int>).AsT0)
        );
        Assert.True((await Look.Value(new InputUnion<string, int>().ToOutput())).IsT0);
    }

    [Fact]
    public async Task What_goes_out_is_the_value()
    {
        var engine = await WireValues.Run(() =>
        {
            _ = WireValues.Any("text", (InputUnion<string, int>)"a");
            _ = WireValues.Any("number", (InputUnion<string, int>)Output.CreateSecret(1));
            _ = WireValues.Any("list", new InputList<Union<string, int>> { (Union<string, int>)"a", (Union<string, int>)1 });
        });
        WireValues.Equal("""{ "value": "a" }""", engine.Of("text").Object);
        WireValues.Equal($$"""{ "value": {{WireValues.Secret}} 1 } }""", engine.Of("number").Object);
        WireValues.Equal("""{ "value": ["a", 1] }""", engine.Of("list").Object);
    }
}
