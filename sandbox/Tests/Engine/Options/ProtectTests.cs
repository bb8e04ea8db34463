using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>protect: refuses deletes and replacements.</summary>
public sealed class ProtectTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    [Theory]
    [InlineData(Operation.Up)]
    [InlineData(Operation.Destroy)]
    public async Task A_protected_resource_is_not_deleted(Operation operation)
    {
        await _stack.GoodAsync(program => program.Thing("a", options: request => request.Protect = true));
        var run = await _stack.UpAsync(_ => Task.CompletedTask, operation);
        Assert.Equal((1, 0), (run.Result.ExitCode, run.Calls.Count));
        Assert.Contains($"resource \"{OptionsStack.UrnPrefix}fake:index:Thing::a\" cannot be deleted", run.Text, StringComparison.Ordinal);
        Assert.Equal(["a-1"], _stack.Cloud.Things);
    }

    [Fact]
    public async Task A_protected_resource_is_not_replaced_and_a_preview_shows_the_rest_too()
    {
        await _stack.GoodAsync(program => Program(program, "1", isProtected: true));
        var preview = await _stack.UpAsync(program => Program(program, "2", isProtected: true), Operation.Preview);
        var run = await _stack.UpAsync(program => Program(program, "2", isProtected: true));
        foreach (var text in new[] { preview.Text, run.Text })
            Assert.Contains($"unable to replace resource \"{OptionsStack.UrnPrefix}fake:index:Thing::a\"", text, StringComparison.Ordinal);
        Assert.Equal((1, 1), (preview.Result.ExitCode, run.Result.ExitCode));
        Assert.Equal((1, 1), (preview.Result.Counts["replace"], preview.Result.Counts["update"]));
        Assert.Empty(run.Calls);
    }

    [Fact]
    public async Task Taking_the_protection_away_and_replacing_works_in_one_run()
    {
        await _stack.GoodAsync(program => Program(program, "1", isProtected: true));
        Assert.Equal(
            ["create a", "update b-2", "delete a-1"],
            (await _stack.GoodAsync(program => Program(program, "2", isProtected: false))).Calls
        );
    }

    public void Dispose() => _stack.Dispose();

    private static async Task Program(ScriptedProgram program, string fixedValue, bool isProtected)
    {
        await program.Thing(
            "a",
            options: request =>
            {
                request.Protect = isProtected;
                request.Set("fixed", Google.Protobuf.WellKnownTypes.Value.ForString(fixedValue));
            }
        );
        await program.Thing("b", fixedValue);
    }
}
