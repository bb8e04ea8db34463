using Pulumi;
using Pulumi.Utilities;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>When Apply calls its function, and with what.</summary>
public class ApplyTests
{
    [Fact]
    public async Task A_function_waits_for_the_value_and_runs_once_for_however_many_look_at_it()
    {
        var source = new TaskCompletionSource<int>();
        var calls = 0;
        var applied = Output.Create(source.Task).Apply(value => value + Interlocked.Increment(ref calls));
        Assert.Equal(0, calls);

        source.SetResult(10);
        Assert.Equal((11, 11), (await Look.Value(applied), await Look.Value(applied)));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_function_runs_even_when_nobody_looks_at_what_it_makes()
    {
        var ran = new TaskCompletionSource<int>();
        _ = Output
            .Create(7)
            .Apply(value =>
            {
                ran.SetResult(value);
                return value;
            });
        Assert.Equal(7, await ran.Task);
    }

    [Fact]
    public async Task Functions_that_follow_one_another_run_in_that_order()
    {
        var order = new List<string>();
        var last = Output
            .Create(1)
            .Apply(async value =>
            {
                await Task.Yield();
                order.Add("first");
                return value + 1;
            })
            .Apply(value =>
            {
                order.Add("second");
                return Output.Create(value + 1);
            })
            .Apply(value =>
            {
                order.Add("third");
                return (Input<int>)(value + 1);
            });
        Assert.Equal(4, await Look.Value(last));
        Assert.Equal(["first", "second", "third"], order);
    }

    [Fact]
    public async Task A_function_that_returns_a_task_is_waited_for()
    {
        var source = new TaskCompletionSource();
        var done = false;
        var applied = Output
            .Create(1)
            .Apply(
                async Task (_) =>
                {
                    await source.Task;
                    done = true;
                }
            );
        source.SetResult();
        Assert.Equal(default, await Look.Value(applied));
        Assert.True(done);
    }

    [Fact]
    public async Task A_function_that_returns_no_output_returns_nothing_that_is_known()
    {
        var nothing = Output.CreateSecret(1).Apply(Output<string>? (_) => null);
        Assert.Equal((null, true, true), (await Look.Value(nothing), await Look.Known(nothing), await Look.Secret(nothing)));
    }

    [Fact]
    public async Task Nothing_is_made_from_an_unknown()
    {
        var unknown = Look.Unknown<string>();
        var made = unknown.Apply(string (_) => throw new InvalidOperationException("applied"));
        Assert.False(await Look.Known(made));
        Assert.Null(await Look.Value(made));
        Assert.False(await Look.Known(Output.Create(1).Apply(_ => unknown)));
        Assert.False(await Look.Known(Output.Format($"a{unknown}")));
        Assert.False(await Look.Known(Output.All(Output.Create("a"), unknown)));
        Assert.False(await Look.Known(Output.Tuple(Output.Create("a"), unknown)));
        Assert.False(await Look.Known(Output.Unsecret(unknown)));
        Assert.False(await Look.Known(OutputUtilities.CreateUnknown(() => Task.FromResult(1))));
    }

    [Fact]
    public async Task An_exception_comes_out_of_everything_that_is_made_from_it()
    {
        var failed = Output.Create(1).Apply(int (_) => throw new InvalidOperationException("no"));
        foreach (var made in new[] { failed.Apply(value => $"{value}"), Output.Format($"{failed}") })
        {
            Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() => Look.Value(made))).Message);
        }

        var task = Output.Create(Task.FromException<int>(new InvalidOperationException("no")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Look.Value(Output.All(Output.Create(1), task)));
    }

    [Fact]
    public void An_output_as_text_says_what_to_do_instead()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Output.Create(1).ToString());
        Assert.Equal("Trying to acquire Deployment.Instance before 'Run' was called.", exception.Message);
    }
}
