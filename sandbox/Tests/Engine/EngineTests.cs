using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Tests.Engine;

/// <summary>The state file, the lock, and refused runs.</summary>
public class EngineTests
{
    private static Func<EngineOptions, EngineOptions> Program(Func<ScriptedProgram, Task> script) =>
        options => options with { ProgramInProcess = new ScriptedProgram(script).RunAsync };

    private static readonly Func<EngineOptions, EngineOptions> OnePassword = Program(async program =>
        program.Outputs.Fields["password"] = (await program.Password("p")).Object.Fields["result"]
    );

    [Fact]
    public async Task The_state_is_a_version_3_deployment_with_its_secrets_encrypted()
    {
        using var test = new TestProject();
        var (result, _) = await test.RunAsync(Operation.Up, OnePassword);
        var password = Assert.IsType<string>(result.Outputs["password"]);
        var text = await File.ReadAllTextAsync(test.StateFile);
        Assert.DoesNotContain(password, text, StringComparison.Ordinal);
        var state = JsonNode.Parse(text)!;
        Assert.Equal(3, (int)state["version"]!);
        Assert.Equal("passphrase", (string)state["deployment"]!["secrets_providers"]!["type"]!);
        var types = state["deployment"]!["resources"]!.AsArray().Select(resource => (string)resource!["type"]!);
        Assert.Equal(
            ["pulumi:pulumi:Stack", "pulumi:providers:random", "random:index/randomPassword:RandomPassword"],
            types.Order(StringComparer.Ordinal).OrderBy(type => type == "pulumi:pulumi:Stack" ? 0 : 1)
        );
        Assert.False(File.Exists(test.StateFile + ".new"));
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_never_prints_a_secret()
    {
        using var test = new TestProject();
        var (first, _) = await test.RunAsync(Operation.Up, OnePassword);
        var (second, text) = await test.RunAsync(Operation.Up, OnePassword);
        Assert.Equal(2, second.Counts["same"]);
        Assert.Equal(["same"], second.Counts.Keys);
        Assert.Equal(first.Outputs["password"], second.Outputs["password"]);
        Assert.DoesNotContain((string)second.Outputs["password"]!, text, StringComparison.Ordinal);
        Assert.Contains("password: [secret]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is damaged")]
    [InlineData("{\"version\":2,\"deployment\":{}}", "is a version 2 deployment")]
    [InlineData("{\"version\":3,\"deployment\":{\"secrets_providers\":{\"type\":\"cloud\"}}}", "keeps its secrets with 'cloud'")]
    public async Task A_state_that_cannot_be_read_is_named_and_left_as_it_is(string contents, string sentence)
    {
        using var test = new TestProject();
        Directory.CreateDirectory(Path.GetDirectoryName(test.StateFile)!);
        await File.WriteAllTextAsync(test.StateFile, contents);
        var (result, text) = await test.RunAsync(Operation.Up, OnePassword);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, text, StringComparison.Ordinal);
        Assert.Equal(contents, await File.ReadAllTextAsync(test.StateFile));
    }

    [Fact]
    public async Task Another_passphrase_is_refused_and_changes_nothing()
    {
        using var test = new TestProject();
        await test.RunAsync(Operation.Up, OnePassword);
        var before = await File.ReadAllTextAsync(test.StateFile);
        var (result, text) = await test.RunAsync(Operation.Up, options => OnePassword(options) with { Passphrase = "wrong" });
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("incorrect passphrase", text, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(test.StateFile));
    }

    [Fact]
    public async Task A_second_run_is_kept_out_while_the_first_one_has_the_lock_and_is_told_who_has_it()
    {
        using var test = new TestProject();
        using (StateLock.Take(test.StateFile))
        {
            var (result, text) = await test.RunAsync(Operation.Up, OnePassword);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains(
                $"created by {Environment.UserName}@{Environment.MachineName} (pid {Environment.ProcessId})",
                text,
                StringComparison.Ordinal
            );
        }

        Assert.Equal(0, (await test.RunAsync(Operation.Up, OnePassword)).Result.ExitCode);
    }

    [Fact]
    public async Task What_the_program_no_longer_has_is_deleted_unless_it_is_protected()
    {
        using var test = new TestProject();
        await test.RunAsync(
            Operation.Up,
            Program(async program => (await program.RandomId("keep", protect: true), await program.RandomId("go")).ToString())
        );
        var (refused, text) = await test.RunAsync(Operation.Up, Program(program => program.RandomId("go")));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("cannot be deleted", text, StringComparison.Ordinal);
        var (result, _) = await test.RunAsync(Operation.Up, Program(program => program.RandomId("keep", protect: true)));
        Assert.Equal(1, result.Counts["delete"]);
    }

    [Fact]
    public async Task The_same_name_twice_fails_with_the_recorded_sentence()
    {
        using var test = new TestProject();
        var (result, text) = await test.RunAsync(
            Operation.Up,
            Program(async program => await Task.WhenAll(program.RandomId("same"), program.RandomId("same")))
        );
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "error: Duplicate resource URN 'urn:pulumi:dev::test::random:index/randomId:RandomId::same'; try giving it a unique name",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_program_that_ends_without_a_stack_deletes_nothing()
    {
        using var test = new TestProject();
        await test.RunAsync(Operation.Up, OnePassword);
        var (result, text) = await test.RunAsync(Operation.Up, options => options with { ProgramInProcess = (_, _) => Task.FromResult(0) });
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ended without registering a stack", text, StringComparison.Ordinal);
        Assert.Equal(2, (await test.RunAsync(Operation.Up, OnePassword)).Result.Counts["same"]);
    }

    [Theory]
    [InlineData(
        "config:\n  domain: { type: string }\n  key: { type: string }\n",
        "",
        "error: Stack 'dev' is missing configuration values 'domain' and 'key'"
    )]
    [InlineData(
        "config:\n  key: { type: string, secret: true }\n",
        "config:\n  test:key: plain\n",
        "error: Stack 'dev' with configuration key 'key' must be encrypted as it's secret"
    )]
    [InlineData(
        "config:\n  workers: { type: integer }\n",
        "config:\n  test:workers: many\n",
        "error: Stack 'dev' with configuration key 'workers' must be of type 'integer'"
    )]
    [InlineData(
        "config:\n  ports: { type: array, items: { type: integer } }\n",
        "config:\n  test:ports: '[1]'\n",
        "error: Stack 'dev' with configuration key 'ports' must be of type 'array<integer>'"
    )]
    public async Task Configuration_is_checked_with_the_commands_own_words(string project, string stack, string sentence)
    {
        using var test = new TestProject("test", project, stack);
        var (result, text) = await test.RunAsync(Operation.Up, OnePassword);
        Assert.Equal((1, sentence), (result.ExitCode, text.Trim()));
        Assert.False(File.Exists(test.StateFile));
    }
}
