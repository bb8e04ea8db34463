using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>ignoreChanges and replaceOnChanges, and their paths.</summary>
public sealed class ChangeOptionsTests : IDisposable
{
    private readonly OptionsStack _stack = new() { Cloud = { Detailed = true } };

    [Theory]
    [InlineData("value", "1", "2", "2")]
    [InlineData("list[1]", "2", "1", "2")]
    [InlineData("list[*]", "2", "1", "2")]
    [InlineData("nested.inner.deep", "2", "2", "1")]
    [InlineData("nested[\"inner\"].*", "2", "2", "1")]
    [InlineData("*", "1", "1", "1")]
    public async Task What_ignoreChanges_names_stays_and_the_rest_changes(string path, string value, string listed, string deep)
    {
        await _stack.GoodAsync(program => Program(program, "1", "same", [path]));
        var run = await _stack.GoodAsync(program => Program(program, "2", "same", [path]));
        Assert.Equal(path == "*" ? [] : ["update a-1"], run.Calls);
        var now = _stack.Cloud["a-1"].Fields;
        Assert.Equal((value, listed, deep), (now["value"].StringValue, now["list"].ListValue.Values[1].StringValue, Deep(now)));
    }

    [Fact]
    public async Task What_is_ignored_comes_along_when_the_resource_is_created_or_replaced()
    {
        await _stack.GoodAsync(program => Program(program, "1", "first", ["value"]));
        Assert.Equal("1", _stack.Cloud["a-1"].Fields["value"].StringValue);
        Assert.Equal(["create a", "delete a-1"], (await _stack.GoodAsync(program => Program(program, "2", "second", ["value"]))).Calls);
        Assert.Equal("2", _stack.Cloud["a-2"].Fields["value"].StringValue);
    }

    [Theory]
    [InlineData("value", true)]
    [InlineData("*", true)]
    [InlineData("list[*]", true)]
    [InlineData("list[0]", false)]
    [InlineData("other", false)]
    public async Task A_change_at_a_path_of_replaceOnChanges_replaces_and_another_updates(string path, bool replaces)
    {
        await _stack.GoodAsync(program => Program(program, "1", "same", replace: [path]));
        var run = await _stack.GoodAsync(program => Program(program, "2", "same", replace: [path]));
        Assert.Equal(replaces ? ["create a", "delete a-1"] : ["update a-1"], run.Calls);
    }

    [Theory]
    [InlineData("ignoreChanges", "list[")]
    [InlineData("ignoreChanges", ".value")]
    [InlineData("replaceOnChanges", "list[first]")]
    [InlineData("replaceOnChanges", "nested[\"inner]")]
    public async Task A_path_that_is_none_is_refused_by_name(string option, string path)
    {
        var run = await _stack.UpAsync(program =>
            program.Thing("a", options: request => (option == "ignoreChanges" ? request.IgnoreChanges : request.ReplaceOnChanges).Add(path))
        );
        Assert.Equal(1, run.Result.ExitCode);
        Assert.Contains($"fake:index:Thing 'a' has '{path}' in {option}, which is no property path", run.Text, StringComparison.Ordinal);
        Assert.Empty(run.Calls);
    }

    public void Dispose() => _stack.Dispose();

    private static Task<RegisterResourceResponse> Program(
        ScriptedProgram program,
        string changing,
        string replacing,
        string[]? ignore = null,
        string[]? replace = null
    ) =>
        program.Thing(
            "a",
            changing,
            request =>
            {
                request.Set("fixed", Value.ForString(replacing));
                request.Set("list", Things.List("0", changing));
                request.Set("nested", Nested(changing));
                request.IgnoreChanges.Add(ignore ?? []);
                request.ReplaceOnChanges.Add(replace ?? []);
            }
        );

    private static Value Nested(string deep) =>
        Value.ForStruct(
            new Struct { Fields = { ["inner"] = Value.ForStruct(new Struct { Fields = { ["deep"] = Value.ForString(deep) } }) } }
        );

    private static string Deep(MapField<string, Value> fields) =>
        fields["nested"].StructValue.Fields["inner"].StructValue.Fields["deep"].StringValue;
}
