using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>The option import.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    public ImportTests() =>
        _stack.Cloud["there"] = new Struct { Fields = { ["value"] = Value.ForString("a"), ["fixed"] = Value.ForString("1") } };

    [Fact]
    public async Task What_is_there_is_taken_over_once_and_stays_without_the_option()
    {
        Assert.Equal(1, (await _stack.GoodAsync(program => Import(program, "a"), Operation.Preview)).Result.Counts["import"]);
        var first = await _stack.GoodAsync(program => Import(program, "a"));
        Assert.Equal(["read there"], first.Calls);
        Assert.Equal(1, first.Result.Counts["import"]);
        Assert.Equal("there", $"{_stack.State("a")["importID"]}");
        Assert.Empty((await _stack.GoodAsync(program => Import(program, "a"))).Calls);
        Assert.Empty((await _stack.GoodAsync(program => Import(program, "a", id: ""))).Calls);
    }

    [Fact]
    public async Task Other_inputs_than_what_is_there_has_change_it_in_the_same_run()
    {
        Assert.Equal(["read there", "update there"], (await _stack.GoodAsync(program => Import(program, "b"))).Calls);
        Assert.Equal("b", _stack.Cloud["there"].Fields["value"].StringValue);
    }

    [Fact]
    public async Task Inputs_that_would_replace_what_is_there_are_refused()
    {
        var run = await _stack.UpAsync(program => Import(program, "a", fixedValue: "2"));
        Assert.Equal(1, run.Result.ExitCode);
        Assert.Contains("previously-imported resources that still specify an ID may not be replaced", run.Text, StringComparison.Ordinal);
        Assert.Equal(["there"], _stack.Cloud.Things);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_imported()
    {
        var run = await _stack.UpAsync(program => Import(program, "a", id: "nowhere"));
        Assert.Equal(1, run.Result.ExitCode);
        Assert.Contains("resource 'nowhere' does not exist", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_id_than_the_one_in_the_state_is_refused_by_name()
    {
        await _stack.GoodAsync(program => program.Thing("a"));
        var run = await _stack.UpAsync(program => Import(program, "a"));
        Assert.Equal((1, 0), (run.Result.ExitCode, run.Calls.Count));
        Assert.Contains(
            "fake:index:Thing 'a' uses import with the id 'there' while the state has it with the id 'a-1', which the sandbox's engine does not support",
            run.Text,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _stack.Dispose();

    private static Task<RegisterResourceResponse> Import(
        ScriptedProgram program,
        string value,
        string id = "there",
        string fixedValue = "1"
    ) =>
        program.Thing(
            "a",
            value,
            request =>
            {
                request.ImportId = id;
                request.Set("fixed", Value.ForString(fixedValue));
            }
        );
}
