using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>parent and dependsOn: names, inheritance and order.</summary>
public sealed class ParentTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    [Fact]
    public async Task A_child_has_its_parents_type_in_its_name_and_its_parent_in_the_state()
    {
        string urn = "";
        await _stack.GoodAsync(async program =>
        {
            var part = await program.Component("p");
            urn = (await program.Thing("a", options: request => request.Parent = part.Urn)).Urn;
        });
        Assert.Equal(OptionsStack.UrnPrefix + "test:index:Part$fake:index:Thing::a", urn);
        Assert.Equal(OptionsStack.UrnPrefix + "test:index:Part::p", $"{_stack.State("a")["parent"]}");
    }

    [Fact]
    public async Task A_child_inherits_protect_and_retainOnDelete_through_two_levels_and_its_own_word_counts_more()
    {
        await _stack.GoodAsync(async program =>
        {
            var outer = await program.Component("outer", request => (request.Protect, request.RetainOnDelete) = (true, true));
            var inner = await program.Component("inner", request => request.Parent = outer.Urn);
            await program.Thing("a", options: request => request.Parent = inner.Urn);
            await program.Thing(
                "b",
                options: request => (request.Parent, request.Protect, request.RetainOnDelete) = (inner.Urn, false, false)
            );
        });
        var (a, b) = (_stack.State("a"), _stack.State("b"));
        Assert.Equal((true, true), ((bool?)a["protect"], (bool?)a["retainOnDelete"]));
        Assert.Equal((null, null), ((bool?)b["protect"], (bool?)b["retainOnDelete"]));
    }

    [Fact]
    public async Task A_parent_that_the_program_does_not_have_is_refused()
    {
        var run = await _stack.UpAsync(program =>
            program.Thing("a", options: request => request.Parent = OptionsStack.UrnPrefix + "test:index:Part::nobody")
        );
        Assert.Equal(1, run.Result.ExitCode);
        Assert.Contains(
            $"could not find parent resource {OptionsStack.UrnPrefix}test:index:Part::nobody",
            run.Text,
            StringComparison.Ordinal
        );
        Assert.Empty(run.Calls);
    }

    [Fact]
    public async Task What_depends_on_another_goes_first()
    {
        await _stack.GoodAsync(async program =>
        {
            var a = await program.Thing("a");
            var b = await program.Thing("b", options: request => request.Dependencies.Add(a.Urn));
            await program.Thing("c", options: request => request.Dependencies.Add(b.Urn));
        });
        Assert.Equal([_stack.State("a")["urn"]!.ToString()], _stack.State("b")["dependencies"]!.AsArray().Select(urn => $"{urn}"));
        Assert.Equal(["delete c-3", "delete b-2", "delete a-1"], (await _stack.GoodAsync(_ => Task.CompletedTask)).Calls);
        Assert.Empty((await _stack.GoodAsync(_ => Task.CompletedTask, Operation.Destroy)).Calls);
    }

    public void Dispose() => _stack.Dispose();
}
