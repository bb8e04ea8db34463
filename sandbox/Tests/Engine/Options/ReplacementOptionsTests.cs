using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>replaceWith and replacementTrigger: replacements without a change of the resource's own properties.</summary>
public sealed class ReplacementOptionsTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    [Theory]
    [InlineData(false, "create a", "create b", "delete b-2", "delete a-1")]
    [InlineData(true, "delete b-2", "delete a-1", "create a", "create b")]
    public async Task What_is_to_be_replaced_with_another_is(bool before, params string[] calls)
    {
        await _stack.GoodAsync(program => Pair(program, "1", before));
        Assert.Equal(_stack.State("a")["urn"]!.ToString(), $"{_stack.State("b")["replaceWith"]![0]}");
        Assert.Empty((await _stack.GoodAsync(program => Pair(program, "1", before))).Calls);
        Assert.Equal(calls, (await _stack.GoodAsync(program => Pair(program, "2", before))).Calls);
    }

    [Fact]
    public async Task Another_trigger_replaces_and_the_first_one_does_not()
    {
        await _stack.GoodAsync(program => program.Thing("a"));
        Assert.Empty((await _stack.GoodAsync(program => Triggered(program, Value.ForString("1")))).Calls);
        Assert.Empty((await _stack.GoodAsync(program => Triggered(program, Value.ForString("1")))).Calls);
        Assert.Equal(["create a", "delete a-1"], (await _stack.GoodAsync(program => Triggered(program, Value.ForString("2")))).Calls);
        Assert.Empty((await _stack.GoodAsync(program => Triggered(program, Value.ForNull()))).Calls);
    }

    [Fact]
    public async Task A_secret_trigger_is_compared_by_its_value_and_is_encrypted_in_the_state()
    {
        await _stack.GoodAsync(program => Triggered(program, Markers.Secret(Value.ForString("hush"))));
        Assert.DoesNotContain("hush", _stack.State("a").ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await _stack.GoodAsync(program => Triggered(program, Markers.Secret(Value.ForString("hush"))))).Calls);
        Assert.Equal(
            ["create a", "delete a-1"],
            (await _stack.GoodAsync(program => Triggered(program, Markers.Secret(Value.ForString("other"))))).Calls
        );
    }

    [Fact]
    public async Task An_unknown_trigger_is_a_replacement_in_a_preview_and_an_error_in_an_update()
    {
        await _stack.GoodAsync(program => Triggered(program, Value.ForString("1")));
        Assert.Equal(
            1,
            (await _stack.GoodAsync(program => Triggered(program, Markers.Unknown), Operation.Preview)).Result.Counts["replace"]
        );
        var run = await _stack.UpAsync(program => Triggered(program, Markers.Unknown));
        Assert.Equal((1, 0), (run.Result.ExitCode, run.Calls.Count));
        Assert.Contains(
            $"replacement trigger contains unknowns for {OptionsStack.UrnPrefix}fake:index:Thing::a",
            run.Text,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _stack.Dispose();

    private static Task<RegisterResourceResponse> Triggered(ScriptedProgram program, Value trigger) =>
        program.Thing("a", options: request => request.ReplacementTrigger = trigger);

    private static async Task Pair(ScriptedProgram program, string fixedValue, bool before)
    {
        var a = await program.Thing(
            "a",
            options: request =>
            {
                request.DeleteBeforeReplace = before;
                request.Set("fixed", Value.ForString(fixedValue));
            }
        );
        await program.Thing("b", options: request => request.ReplaceWith.Add(a.Urn));
    }
}
