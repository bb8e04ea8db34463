using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>retainOnDelete and deletedWith: what is removed from the state without a delete.</summary>
public sealed class DeletionOptionsTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    [Theory]
    [InlineData(Operation.Up)]
    [InlineData(Operation.Destroy)]
    public async Task A_retained_resource_leaves_the_state_and_stays(Operation operation)
    {
        await _stack.GoodAsync(program => program.Thing("a", options: request => request.RetainOnDelete = true));
        var run = await _stack.GoodAsync(_ => Task.CompletedTask, operation);
        Assert.Empty(run.Calls);
        Assert.Contains("[retain]", run.Text, StringComparison.Ordinal);
        Assert.Equal(["a-1"], _stack.Cloud.Things);
        Assert.DoesNotContain(_stack.Resources(), resource => $"{resource["type"]}" == OptionsStack.ThingType);
    }

    [Fact]
    public async Task A_retained_resource_that_is_replaced_leaves_the_old_one_where_it_is()
    {
        await _stack.GoodAsync(program => Retained(program, "1"));
        Assert.Equal(["create a"], (await _stack.GoodAsync(program => Retained(program, "2"))).Calls);
        Assert.Equal(["a-1", "a-2"], _stack.Cloud.Things);
    }

    [Fact]
    public async Task What_is_deletedWith_another_is_not_deleted_when_that_one_is()
    {
        await _stack.GoodAsync(program => Pair(program, "1"));
        Assert.Equal(["delete host-1"], (await _stack.GoodAsync(_ => Task.CompletedTask)).Calls);
        await _stack.GoodAsync(program => Pair(program, "1"));
        Assert.Equal(["delete host-3"], (await _stack.GoodAsync(_ => Task.CompletedTask, Operation.Destroy)).Calls);
    }

    [Fact]
    public async Task What_is_deletedWith_another_is_deleted_when_that_one_stays()
    {
        await _stack.GoodAsync(program => Pair(program, "1"));
        Assert.Equal(["delete a-2"], (await _stack.GoodAsync(program => Host(program, "1"))).Calls);
    }

    [Theory]
    [InlineData(false, "create host", "create a", "delete host-1")]
    [InlineData(true, "delete host-1", "create host", "create a")]
    public async Task What_is_deletedWith_another_is_replaced_with_it(bool before, params string[] calls)
    {
        await _stack.GoodAsync(program => Pair(program, "1", before));
        Assert.Equal(calls, (await _stack.GoodAsync(program => Pair(program, "2", before))).Calls);
    }

    public void Dispose() => _stack.Dispose();

    private static Task<RegisterResourceResponse> Retained(ScriptedProgram program, string fixedValue) =>
        program.Thing(
            "a",
            options: request =>
            {
                request.RetainOnDelete = true;
                request.Set("fixed", Value.ForString(fixedValue));
            }
        );

    private static Task<RegisterResourceResponse> Host(ScriptedProgram program, string fixedValue, bool before = false) =>
        program.Thing(
            "host",
            options: request =>
            {
                request.DeleteBeforeReplace = before;
                request.Set("fixed", Value.ForString(fixedValue));
            }
        );

    private static async Task Pair(ScriptedProgram program, string fixedValue, bool before = false)
    {
        var host = await Host(program, fixedValue, before);
        await program.Thing("a", options: request => request.DeletedWith = host.Urn);
    }
}
