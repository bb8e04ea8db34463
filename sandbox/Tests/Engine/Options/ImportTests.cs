using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>import, and the option urn, which looks up a resource of the program.</summary>
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

    [Fact]
    public async Task Reading_what_the_stack_owns_gives_it_up_and_reading_another_in_its_place_is_refused()
    {
        await _stack.GoodAsync(program => program.Thing("a"));
        var refused = await _stack.UpAsync(program => ReadAsync(program, "there"));
        Assert.Equal((1, 0), (refused.Result.ExitCode, refused.Calls.Count));
        Assert.Contains(
            "fake:index:Thing 'a' is read with the id 'there' while the state owns it with the id 'a-1', which the sandbox's engine does not support",
            refused.Text,
            StringComparison.Ordinal
        );
        Assert.Equal(["read a-1"], (await _stack.GoodAsync(program => ReadAsync(program, "a-1"))).Calls);
        Assert.True((bool)_stack.State("a")["external"]!);
        Assert.Empty((await _stack.GoodAsync(_ => Task.CompletedTask)).Calls);
        Assert.Equal(["a-1", "there"], _stack.Cloud.Things);
    }

    [Fact]
    public async Task A_resource_of_the_program_is_found_by_its_urn_and_another_is_not()
    {
        Struct found = null!;
        await _stack.GoodAsync(async program =>
        {
            var a = await program.Thing("a");
            found = (await GetAsync(program, a.Urn)).Return;
        });
        Assert.Equal(("a-1", "a"), (found.Fields["id"].StringValue, found.Fields["state"].StructValue.Fields["value"].StringValue));
        var refused = "";
        await _stack.UpAsync(async program =>
            refused = (await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => GetAsync(program, "urn:pulumi:dev::test::x:y:Z::nobody")))
                .Status
                .Detail
        );
        Assert.Contains("unknown resource urn:pulumi:dev::test::x:y:Z::nobody", refused, StringComparison.Ordinal);
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

    private static Task<ReadResourceResponse> ReadAsync(ScriptedProgram program, string id) =>
        program.ReadAsync(
            new ReadResourceRequest
            {
                Type = OptionsStack.ThingType,
                Name = "a",
                Id = id,
            }
        );

    private static Task<ResourceInvokeResponse> GetAsync(ScriptedProgram program, string urn) =>
        program.InvokeAsync(
            new ResourceInvokeRequest
            {
                Tok = "pulumi:pulumi:getResource",
                Args = new Struct { Fields = { ["urn"] = Value.ForString(urn) } },
            }
        );
}
