using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>deleteBeforeReplace: deletes the old resource first, and its dependents before it.</summary>
public sealed class DeleteBeforeReplaceTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    [Fact]
    public async Task A_replacement_creates_first_unless_told()
    {
        await _stack.GoodAsync(program => One(program, "1", null));
        Assert.Equal(["create a", "delete a-1"], (await _stack.GoodAsync(program => One(program, "2", null))).Calls);
        Assert.Equal(["delete a-2", "create a"], (await _stack.GoodAsync(program => One(program, "3", true))).Calls);
        Assert.Equal(["create a", "delete a-3"], (await _stack.GoodAsync(program => One(program, "4", false))).Calls);
    }

    [Fact]
    public async Task What_would_be_replaced_by_the_unknown_goes_before_it_in_reverse_order_and_comes_back_after_it()
    {
        await _stack.GoodAsync(program => Chain(program, "1"));
        var run = await _stack.GoodAsync(program => Chain(program, "2"));
        Assert.Equal(["delete c-3", "delete b-2", "delete a-1", "create a", "create b", "create c", "update d-4"], run.Calls);
        Assert.Equal((3, 1, 1), (run.Result.Counts["replace"], run.Result.Counts["update"], run.Result.Counts["same"] - 1));
    }

    [Fact]
    public async Task The_ignored_changes_and_the_replacing_ones_of_a_dependant_count_in_the_cascade()
    {
        await _stack.GoodAsync(program => WithOptions(program, "1"));
        var run = await _stack.GoodAsync(program => WithOptions(program, "2"));
        Assert.Equal(["delete b-2", "delete a-1", "create a", "create b"], run.Calls);
    }

    [Fact]
    public async Task What_depends_on_two_that_are_replaced_goes_once_and_before_both()
    {
        await _stack.GoodAsync(program => Two(program, "1"));

        // The two register in parallel, so either may have the first id.
        var calls = (await _stack.GoodAsync(program => Two(program, "2"))).Calls.Select(call => call.Split('-')[0]).ToList();

        Assert.Equal("delete c", calls[0]);
        Assert.Equal(["create a", "create b", "create c", "delete a", "delete b"], calls.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_protected_dependant_stops_it_before_anything_is_deleted()
    {
        await _stack.GoodAsync(program => Chain(program, "1", protect: true));
        var run = await _stack.UpAsync(program => Chain(program, "2", protect: true));
        Assert.Equal((1, 0), (run.Result.ExitCode, run.Calls.Count));
        var (a, c) = (OptionsStack.UrnPrefix + "fake:index:Thing::a", OptionsStack.UrnPrefix + "fake:index:Thing::c");
        Assert.Contains(
            $"unable to replace resource \"{c}\" as part of replacing \"{a}\" as it is currently marked for protection",
            run.Text,
            StringComparison.Ordinal
        );
        Assert.Contains($"`pulumi state unprotect '{c}'`", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dependant_that_the_program_no_longer_has_goes_and_does_not_come_back()
    {
        await _stack.GoodAsync(program => Chain(program, "1"));
        var run = await _stack.GoodAsync(program => One(program, "2", true));
        Assert.Equal(["delete c-3", "delete b-2", "delete a-1", "create a", "delete e-5", "delete d-4"], run.Calls);
        Assert.Equal(["a-6"], _stack.Cloud.Things);
        Assert.Empty((await _stack.GoodAsync(program => One(program, "2", true))).Calls);
    }

    public void Dispose() => _stack.Dispose();

    private static async Task Two(ScriptedProgram program, string fixedValue)
    {
        var roots = await Task.WhenAll(One(program, fixedValue, true), One(program, fixedValue, true, "b"));
        await program.Thing(
            "c",
            options: request =>
            {
                request.From("fixed", roots[0]);
                request.From("value", roots[1]);
                request.ReplaceOnChanges.Add("value");
            }
        );
    }

    private static Task<RegisterResourceResponse> One(ScriptedProgram program, string fixedValue, bool? before, string name = "a") =>
        program.Thing(
            name,
            options: request =>
            {
                request.Set("fixed", Value.ForString(fixedValue));
                (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined) = (before ?? false, before is not null);
            }
        );

    /// <summary>b and c use a's id in an input that forces a replacement, d in one that can be updated; e only depends on it.</summary>
    private static async Task Chain(ScriptedProgram program, string fixedValue, bool protect = false)
    {
        var a = await One(program, fixedValue, true);
        var b = await program.Thing("b", options: request => request.From("fixed", a));
        await program.Thing(
            "c",
            options: request =>
            {
                request.From("fixed", b);
                request.Protect = protect;
            }
        );
        await program.Thing("d", options: request => request.From("value", a));
        await program.Thing(
            "e",
            options: request =>
            {
                request.Dependencies.Add(a.Urn);
                request.PropertyDependencies["value"] = new();
            }
        );
    }

    private static async Task WithOptions(ScriptedProgram program, string fixedValue)
    {
        var a = await One(program, fixedValue, true);
        await program.Thing(
            "b",
            options: request =>
            {
                request.From("value", a);
                request.ReplaceOnChanges.Add("value");
            }
        );
        await program.Thing(
            "c",
            options: request =>
            {
                request.From("fixed", a);
                request.IgnoreChanges.Add("fixed");
            }
        );
    }
}
