using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>retainOnDelete: what is removed from the state without a delete.</summary>
public sealed class RetainTests : IDisposable
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
}
