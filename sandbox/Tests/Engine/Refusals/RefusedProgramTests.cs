using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Tests.EndToEnd;

namespace NodeBBInfra.Tests.Engine.Refusals;

/// <summary>Faulty programs in their own processes, with the engine as a process too.</summary>
public sealed class RefusedProgramTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string[] Good = ["dotnet", TestProcess.Assembly, "program", "good"];
    private readonly TempDirectory _directory = new();
    private string _before = "";

    private string StateFile => _directory["state", "dev.json"];

    /// <summary>A stack with one random id in it.</summary>
    public async Task InitializeAsync()
    {
        _directory.Write("Pulumi.yaml", "name: test\nruntime: dotnet\n");
        var finished = await RunAsync(Good);
        Assert.True(finished.ExitCode == 0, finished.All);
        _before = await File.ReadAllTextAsync(StateFile);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("throws", "failed with an unhandled exception:")]
    [InlineData(
        "no-pulumi",
        "The program ended without registering a stack, so nothing was changed; it must call Pulumi.Deployment.RunAsync and await it."
    )]
    [InlineData("unheard-of", "an unhandled error occurred: Program exited with non-zero exit code: 134")]
    public async Task A_program_that_brings_nothing_new_before_it_goes_wrong_leaves_the_state_as_it_is(string kind, string sentence)
    {
        var finished = await RunAsync("dotnet", TestProcess.Assembly, "program", kind);
        IsRefused(finished, sentence);
        Assert.Equal(_before, await File.ReadAllTextAsync(StateFile));
    }

    [Theory]
    [InlineData("exits-0", "The program ended before it said that it had registered everything, so nothing was deleted;")]
    [InlineData("exits-0-at-work", "The program ended before it said that it had registered everything, so nothing was deleted;")]
    [InlineData("exits-3", "an unhandled error occurred: Program exited with non-zero exit code: 3")]
    public async Task A_program_that_exits_on_its_way_deletes_nothing_and_loses_nothing_of_what_it_did(string kind, string sentence)
    {
        var finished = await RunAsync("dotnet", TestProcess.Assembly, "program", kind);
        IsRefused(finished, sentence);
        var after = await File.ReadAllTextAsync(StateFile);
        Assert.Contains("RandomId::a\"", after, StringComparison.Ordinal);
        Assert.Contains("RandomId::b\"", after, StringComparison.Ordinal);
        Assert.DoesNotContain("pending_operations", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/program", "The program /no/such/program in ")]
    [InlineData("false", "an unhandled error occurred: Program exited with non-zero exit code: 1")]
    [InlineData("true", "The program ended without registering a stack, so nothing was changed;")]
    public async Task What_is_no_Pulumi_program_is_named(string program, string sentence)
    {
        IsRefused(await RunAsync(program), sentence);
        Assert.Equal(_before, await File.ReadAllTextAsync(StateFile));
    }

    [Fact]
    public async Task A_program_that_never_ends_is_ended_by_Ctrl_C()
    {
        await using var run = Start("dotnet", TestProcess.Assembly, "program", "hangs");
        await Eventually.HoldsAsync(() => Children(run.Id).Length > 0, Limit, "the program runs");
        var child = Assert.Single(Children(run.Id));
        Signals.Send(run.Id, Signals.Interrupt);
        IsRefused(await run.WaitAsync(Limit), "update canceled");
        Assert.False(Directory.Exists($"/proc/{child}"));
        Assert.Equal(_before, await File.ReadAllTextAsync(StateFile));
    }

    [Fact]
    public async Task What_does_not_listen_is_killed_by_the_second_Ctrl_C_with_all_that_it_started()
    {
        await using var run = Start("sh", "-c", "trap '' INT TERM; sleep 600 & echo started; wait");
        await Eventually.HoldsAsync(() => run.Output.Contains("started", StringComparison.Ordinal), Limit, "the program runs");
        var child = Assert.Single(Children(run.Id));
        var grandchild = Assert.Single(Children(child));
        Signals.Send(run.Id, Signals.Interrupt);
        await Eventually.HoldsAsync(() => run.Output.Contains("cancelling", StringComparison.Ordinal), Limit, "the engine has been told");
        Signals.Send(run.Id, Signals.Interrupt);
        Assert.Equal(128 + Signals.Interrupt, (await run.WaitAsync(Limit)).ExitCode);
        await Eventually.HoldsAsync(
            () => !Directory.Exists($"/proc/{child}") && !Directory.Exists($"/proc/{grandchild}"),
            Limit,
            "both have ended"
        );
        Assert.Equal(_before, await File.ReadAllTextAsync(StateFile));
    }

    [Fact]
    public async Task A_program_does_not_outlive_an_engine_that_is_killed()
    {
        await using var run = Start("dotnet", TestProcess.Assembly, "program", "waits");
        await Eventually.HoldsAsync(
            () => run.Output.Contains("waiting", StringComparison.Ordinal),
            Limit,
            "the program waits for an answer"
        );
        var child = Assert.Single(Children(run.Id));
        Signals.Send(run.Id, Signals.Kill);
        await Eventually.HoldsAsync(() => !Directory.Exists($"/proc/{child}"), Limit, "the program has ended");
        StateLock.Cancel(StateFile);
        var finished = await RunAsync(Good);
        Assert.True(finished.ExitCode == 0, finished.All);
    }

    [Theory]
    [InlineData("yes | head -c 50000000; exit 3", "what else it prints is not shown.")]
    [InlineData("head -c 50000000 /dev/zero | tr '\\0' x; exit 3", "what else it prints is not shown.")]
    [InlineData("printf 'no newline'; exit 3", "no newline")]
    public async Task A_flood_is_cut_and_a_line_needs_no_end(string script, string sentence)
    {
        var finished = await RunAsync("sh", "-c", script);
        IsRefused(finished, "an unhandled error occurred: Program exited with non-zero exit code: 3");
        Assert.Contains(sentence, finished.Output, StringComparison.Ordinal);
        Assert.InRange(finished.Output.Length, 1, 8 * 1024 * 1024);
        Assert.Equal(_before, await File.ReadAllTextAsync(StateFile));
    }

    private Task<Finished> RunAsync(params string[] program) => Start(program).WaitAsync(Limit);

    private RunningProcess Start(params string[] program) =>
        RunningProcess.Start(
            "dotnet",
            [SandboxProgram.ProgramFile, "engine", "up", "--project", _directory.FullPath, "--state", StateFile, "--", .. program],
            environment: new Dictionary<string, string?> { ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse" }
        );

    private static void IsRefused(Finished finished, string sentence)
    {
        Assert.True(finished.ExitCode == 1, finished.All);
        Assert.Contains("error: ", finished.Output, StringComparison.Ordinal);
        Assert.Contains(sentence, finished.Output, StringComparison.Ordinal);
    }

    private static int[] Children(int process) =>
        [
            .. File.ReadAllText($"/proc/{process}/task/{process}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(int.Parse),
        ];
}
