using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Single inputs.</summary>
public class InputTests
{
    [Fact]
    public async Task An_input_is_a_value_or_an_output_of_it()
    {
        Input<string> value = "a";
        Input<string> output = Output.CreateSecret("a");
        Assert.Equal(("a", false), (await Look.Value(value.ToOutput()), await Look.Secret(value.ToOutput())));
        Assert.Equal(("a", true), (await Look.Value(output.ToOutput()), await Look.Secret(output.ToOutput())));
        Output<string> back = output;
        Assert.True(await Look.Secret(back));
    }

    [Fact]
    public async Task No_input_is_the_default_of_its_type()
    {
        Assert.Equal(0, await Look.Value(((Input<int>?)null).ToOutput()));
        Assert.Equal("none", await Look.Value(((Input<string>?)null).Apply(value => value ?? "none")));
        Assert.True(await Look.Known(((Input<string>?)null).ToOutput()));
    }

    [Fact]
    public void No_output_is_no_input() =>
        Assert.Equal("outputValue", Assert.Throws<ArgumentNullException>(() => (Input<string>)(Output<string>)null!).ParamName);

    [Fact]
    public async Task What_an_input_gives_may_come_later()
    {
        Input<int> input = Output.Create(Task.Delay(1).ContinueWith(_ => 1, TaskScheduler.Default));
        Assert.Equal(
            2,
            await Look.Value(
                input.Apply(async value =>
                {
                    await Task.Yield();
                    return value + 1;
                })
            )
        );
        Assert.Equal(3, await Look.Value(input.Apply(value => Output.Create(value + 2))));
        Assert.Equal(4, await Look.Value(input.Apply(value => (Input<int>)(value + 3))));
    }

    [Fact]
    public void No_task_is_no_output()
    {
        Assert.Equal("value", Assert.Throws<ArgumentNullException>(() => Output.Create((Task<int>)null!)).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentNullException>(() => Output.CreateSecret((Task<int>)null!)).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentNullException>(() => Output.CreateSecret((Output<int>)null!)).ParamName);
    }
}
