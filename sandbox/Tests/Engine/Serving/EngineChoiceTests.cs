using NodeBBInfra.Sandbox.Commands;
using NodeBBInfra.Sandbox.Commands.PulumiCommand;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>Which engine runs a stack, and which pulumi command is refused.</summary>
public sealed class EngineChoiceTests : IDisposable
{
    private readonly FakePulumi _pulumi = new();

    public void Dispose() => _pulumi.Dispose();

    [Fact]
    public async Task A_stack_that_the_other_engine_made_is_refused()
    {
        var request = new WorldRequest(new WorldDirectory("/nowhere"), 0, "/nowhere", "staging", StackEngine.Pulumi, null);
        Directory.CreateDirectory(Path.GetDirectoryName(_pulumi.Options.StateFile)!);
        await File.WriteAllTextAsync(_pulumi.Options.StateFile, "{}");
        var refusal = await Assert.ThrowsAsync<SandboxException>(() =>
            StackRun.ExecuteAsync(request, _pulumi.Options, TextWriter.Null, default)
        );
        Assert.Contains("was made with ENGINE=sandbox", refusal.Message, StringComparison.Ordinal);
        File.Delete(_pulumi.Options.StateFile);
        Directory.CreateDirectory(_pulumi.Copy);
        refusal = await Assert.ThrowsAsync<SandboxException>(() =>
            StackRun.ExecuteAsync(request with { Engine = StackEngine.Sandbox }, _pulumi.Options, TextWriter.Null, default)
        );
        Assert.Contains("was made with ENGINE=pulumi", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_pulumi.Commands);
    }

    [Fact]
    public async Task Without_a_wish_the_stack_stays_with_its_engine_and_a_new_one_gets_the_command_where_one_fits()
    {
        var world = new WorldDirectory(Path.GetDirectoryName(Path.GetDirectoryName(_pulumi.Options.StateFile)!)!);
        Assert.Equal(
            (StackEngine.Pulumi, $"engine: pulumi 3.259.0 ({_pulumi.Program}); ENGINE=sandbox takes the sandbox's own\n"),
            await ChooseAsync(StackEngine.Automatic)
        );
        Assert.Equal((StackEngine.Sandbox, "engine: the sandbox's own, as ENGINE says\n"), await ChooseAsync(StackEngine.Sandbox));
        Directory.CreateDirectory(_pulumi.Copy);
        Assert.Equal(
            (StackEngine.Pulumi, $"engine: pulumi 3.259.0 ({_pulumi.Program}), which made this stack\n"),
            await ChooseAsync(StackEngine.Automatic)
        );

        _pulumi.Answer("version", "3.100.0");
        var refusal = await Assert.ThrowsAsync<SandboxException>(() => ChooseAsync(StackEngine.Automatic));
        Assert.Equal(
            $"The stack staging of this world was made with the pulumi command, but {_pulumi.Program} is version '3.100.0'. `make destroy` removes this world.",
            refusal.Message
        );
        Directory.Delete(_pulumi.Copy);
        Assert.Equal(
            (StackEngine.Sandbox, $"engine: the sandbox's own, because {_pulumi.Program} is version '3.100.0'\n"),
            await ChooseAsync(StackEngine.Automatic)
        );

        _pulumi.Answer("version", "3.259.0");
        await File.WriteAllTextAsync(_pulumi.Options.StateFile, "{}");
        Assert.Equal((StackEngine.Sandbox, "engine: the sandbox's own, which made this stack\n"), await ChooseAsync(StackEngine.Automatic));

        async Task<(StackEngine Engine, string Said)> ChooseAsync(StackEngine engine)
        {
            using var said = new StringWriter { NewLine = "\n" };
            var chosen = await StackRun.ChooseEngineAsync(
                new WorldRequest(world, 0, "/nowhere", "staging", engine, null),
                new Progress(said),
                default
            );
            return (chosen.Engine, said.ToString());
        }
    }

    [Theory]
    [InlineData("3.237.9")]
    [InlineData("dev")]
    public async Task A_command_that_is_too_old_is_refused(string version)
    {
        _pulumi.Answer("version", version);
        var refusal = await Assert.ThrowsAsync<SandboxException>(() =>
            PulumiEngine.ExecuteAsync(_pulumi.Options, TextWriter.Null, default)
        );
        Assert.Contains($"is version '{version}'; ENGINE=pulumi needs 3.238.0 or newer.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "up",
        "--engine",
        "pulumi",
        "ENGINE=pulumi needs the pulumi command, which is not on the PATH; https://www.pulumi.com/docs/iac/download-install/"
    )]
    [InlineData("preview", "--engine", "pulumi", "ENGINE=pulumi needs the pulumi command")]
    [InlineData(
        "up",
        "--engine",
        "terraform",
        "ENGINE=terraform: the engine is `sandbox`, the sandbox's own, or `pulumi`, the pulumi command."
    )]
    public async Task Without_the_command_or_with_another_engine_one_message_says_what_to_do_and_nothing_is_touched(
        string command,
        string option,
        string engine,
        string message
    )
    {
        using var world = new TempDirectory();
        string[] arguments =
        [
            typeof(StackRun).Assembly.Location,
            command,
            option,
            engine,
            "--project",
            Repository.Root,
            "--world",
            world["w"],
        ];
        var finished = await RunningProcess.RunAsync(
            Environment.ProcessPath!,
            ["exec", .. arguments],
            TimeSpan.FromMinutes(1),
            environment: new Dictionary<string, string?> { ["PATH"] = world.FullPath, ["PULUMI_BIN"] = null }
        );
        Assert.Equal(1, finished.ExitCode);
        Assert.Contains(message, finished.Error, StringComparison.Ordinal);
        Assert.Single(finished.All.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(world["w"]));
    }

    [Fact]
    public async Task A_command_that_PULUMI_BIN_names_and_is_not_there_is_refused()
    {
        File.Delete(_pulumi.Program);
        var refusal = await Assert.ThrowsAsync<SandboxException>(() =>
            PulumiEngine.ExecuteAsync(_pulumi.Options, TextWriter.Null, default)
        );
        Assert.Contains($"PULUMI_BIN names {_pulumi.Program}, which is not there", refusal.Message, StringComparison.Ordinal);
    }
}
