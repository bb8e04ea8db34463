using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>aliases: a renamed resource keeps its identity.</summary>
public sealed class AliasTests : IDisposable
{
    private const string Old = OptionsStack.UrnPrefix + "fake:index:Thing::old";

    private readonly OptionsStack _stack = new();

    public static TheoryData<string, Alias> Ways =>
        new()
        {
            {
                "urn",
                new Alias { Urn = Old }
            },
            { "name", Spec(new() { Name = "old" }) },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_renamed_resource_stays_the_same(string way, Alias alias)
    {
        await _stack.GoodAsync(program => program.Thing("old"));
        var run = await _stack.GoodAsync(program => program.Thing("new", options: request => request.Aliases.Add(alias)));
        Assert.True(run.Calls.Count == 0, way);
        Assert.Equal("old-1", $"{_stack.State("new")["id"]}");
        Assert.DoesNotContain(_stack.Resources(), resource => $"{resource["urn"]}" == Old);
    }

    [Fact]
    public async Task An_alias_by_type_keeps_a_resource_whose_type_was_renamed()
    {
        await _stack.GoodAsync(program => program.Thing("a", options: request => request.Type = "fake:index:OldThing"));
        Assert.Empty(
            (
                await _stack.GoodAsync(program =>
                    program.Thing("a", options: request => request.Aliases.Add(Spec(new() { Type = "fake:index:OldThing" })))
                )
            ).Calls
        );
    }

    [Fact]
    public async Task An_alias_by_parent_keeps_a_resource_that_moved()
    {
        await _stack.GoodAsync(program => program.Thing("a"));
        Assert.Empty(
            (
                await _stack.GoodAsync(async program =>
                {
                    var part = await program.Component("part");
                    await program.Thing(
                        "a",
                        options: request => (request.Parent, _) = (part.Urn, Add(request, new() { ParentUrn = program.Stack }))
                    );
                })
            ).Calls
        );
        Assert.Empty(
            (
                await _stack.GoodAsync(program =>
                    program.Thing(
                        "a",
                        options: request =>
                            request.Aliases.Add(Spec(new() { ParentUrn = OptionsStack.UrnPrefix + "test:index:Part::part" }))
                    )
                )
            ).Calls
        );
    }

    [Fact]
    public async Task An_alias_without_a_parent_finds_what_stood_at_the_top()
    {
        await _stack.GoodAsync(program => program.Thing("a"));
        Assert.Empty(
            (
                await _stack.GoodAsync(async program =>
                {
                    var part = await program.Component("part");
                    await program.Thing("a", options: request => (request.Parent, _) = (part.Urn, Add(request, new() { NoParent = true })));
                })
            ).Calls
        );
    }

    [Theory]
    [InlineData("elsewhere", "")]
    [InlineData("", "otherproject")]
    public async Task An_alias_by_stack_or_project_names_that_one_and_so_finds_nothing_here(string stack, string project)
    {
        await _stack.GoodAsync(program => program.Thing("old"));
        var run = await _stack.GoodAsync(program =>
            program.Thing(
                "new",
                options: request =>
                    request.Aliases.Add(
                        Spec(
                            new()
                            {
                                Name = "old",
                                Stack = stack,
                                Project = project,
                            }
                        )
                    )
            )
        );
        Assert.Equal(["create new", "delete old-1"], run.Calls);
    }

    [Fact]
    public async Task An_alias_by_stack_and_project_finds_what_a_renamed_stack_brought_along()
    {
        await _stack.GoodAsync(program => program.Thing("old"));
        Assert.Empty(
            (
                await _stack.GoodAsync(program =>
                    program.Thing(
                        "new",
                        options: request =>
                            request.Aliases.Add(
                                Spec(
                                    new()
                                    {
                                        Name = "old",
                                        Stack = "dev",
                                        Project = "test",
                                    }
                                )
                            )
                    )
                )
            ).Calls
        );
    }

    [Fact]
    public async Task A_renamed_parent_takes_its_children_along_and_the_names_that_begin_with_its_own()
    {
        await _stack.GoodAsync(program => Tree(program, "old", "old-a", "b", "c"));
        var run = await _stack.GoodAsync(program => Tree(program, "new", "new-a", "b", "d", "c"));
        Assert.Empty(run.Calls);
        Assert.Equal(5, run.Result.Counts["same"]);
    }

    [Fact]
    public async Task Two_resources_cannot_claim_the_same_old_one()
    {
        await _stack.GoodAsync(program => program.Thing("old"));
        var run = await _stack.UpAsync(async program =>
        {
            await program.Thing("x", options: request => request.Aliases.Add(new Alias { Urn = Old }));
            await program.Thing("y", options: request => request.Aliases.Add(new Alias { Urn = Old }));
        });
        Assert.Equal(1, run.Result.ExitCode);
        Assert.Contains(
            $"Duplicate resource alias '{Old}' applied to resource with URN '{Old[..^3]}y' conflicting with resource with URN '{Old[..^3]}x'",
            run.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_resource_cannot_come_back_under_a_name_that_another_claims_as_its_alias()
    {
        await _stack.GoodAsync(program => program.Thing("old"));
        var run = await _stack.UpAsync(async program =>
        {
            await program.Thing("new", options: request => request.Aliases.Add(new Alias { Urn = Old }));
            await program.Thing("old");
        });
        Assert.Equal(1, run.Result.ExitCode);
        Assert.Contains(
            $"Duplicate resource URN '{Old}' conflicting with alias on resource with URN '{Old[..^3]}new'",
            run.Text,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _stack.Dispose();

    private static async Task Tree(ScriptedProgram program, string parent, string derived, string own, string renamed, string? was = null)
    {
        var part = await program.Component(parent, request => Add(request, new() { Name = "old" }));
        await program.Thing(derived, options: request => request.Parent = part.Urn);
        await program.Thing(own, options: request => request.Parent = part.Urn);
        await program.Thing(
            renamed,
            options: request => (request.Parent, _) = (part.Urn, was is null || Add(request, new() { Name = was }))
        );
    }

    private static bool Add(RegisterResourceRequest request, Alias.Types.Spec spec)
    {
        request.Aliases.Add(Spec(spec));
        return true;
    }

    private static Alias Spec(Alias.Types.Spec spec) => new() { Spec = spec };
}
