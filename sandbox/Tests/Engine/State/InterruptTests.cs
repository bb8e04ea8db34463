using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>^C and SIGTERM during an operation of the engine's process.</summary>
public sealed partial class InterruptTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TempDirectory _directory = new();
    private ThingProject _project = null!;

    public async Task InitializeAsync()
    {
        _project = new ThingProject(_directory["project"]);
        await _project.DoAsync(Operation.Up, "provider");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Ctrl_C_waits_for_what_runs_and_records_it_and_prints_what_was_recorded()
    {
        await using var run = await RunningAsync();
        Signals.Send(run.Id, Signals.Interrupt);
        var finished = await run.WaitAsync(Limit);
        Assert.Equal(1, finished.ExitCode);
        var recorded = await File.ReadAllTextAsync(Repository.PathOf("sandbox", "Tests", "Recordings", "faults", "interrupt.txt"));
        Assert.Equal(Comparable(recorded), Comparable(finished.Output));
        Assert.Equal("slow", Assert.Single(_project.State.Resources, resource => resource.Type == "command:remote:Command").Id);
        Assert.Empty(_project.State.Pending);
        await _project.DoAsync(Operation.Up, "slow");
        Assert.Equal(1, _project.Done["create slow"]);
    }

    [Fact]
    public async Task SIGTERM_does_the_same_and_says_its_own_name()
    {
        await using var run = await RunningAsync();
        Signals.Send(run.Id, Signals.Terminate);
        var finished = await run.WaitAsync(Limit);
        Assert.Equal(1, finished.ExitCode);
        Assert.Contains(
            "SIGTERM received; cancelling. If you would like to terminate immediately, send SIGTERM again.\n",
            finished.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(1, _project.Done["create slow"]);
        Assert.Empty(_project.State.Pending);
    }

    [Fact]
    public async Task A_second_Ctrl_C_terminates_at_once_and_leaves_a_note_of_what_was_under_way()
    {
        await using var run = await RunningAsync();
        Signals.Send(run.Id, Signals.Interrupt);
        await Eventually.HoldsAsync(() => run.Output.Contains("cancelling", StringComparison.Ordinal), Limit, "the run says so");
        Signals.Send(run.Id, Signals.Interrupt);
        var finished = await run.WaitAsync(Limit);
        Assert.Equal(128 + Signals.Interrupt, finished.ExitCode);
        Assert.EndsWith("^C received; terminating\n", finished.Output, StringComparison.Ordinal);
        Assert.False(_project.Done.ContainsKey("create slow"));
        Assert.Equal("creating", Assert.Single(_project.State.Pending).Kind);
        // The real command releases its lock then too; only SIGKILL leaves it.
        Assert.Empty(Directory.EnumerateFiles(_project.StateFile + ".locks"));
    }

    private async Task<RunningProcess> RunningAsync()
    {
        var run = TestProcess.Start(Operation.Up, _project.Directory, "slow");
        await Eventually.HoldsAsync(() => run.Output.Contains("slow creating", StringComparison.Ordinal), Limit, "the run says so");
        return run;
    }

    /// <summary>Without times and the warnings of the recording's Node plugins.</summary>
    private static string Comparable(string text) =>
        string.Join(
            '\n',
            Warnings()
                .Replace(Time().Replace(text, "(T)"), "")
                .Split('\n')
                .Select(line => line.TrimEnd())
                .Where(line => line.Length > 0 && !line.StartsWith("Duration: ", StringComparison.Ordinal))
        );

    [GeneratedRegex(@"\(\d+(\.\d+)?s\)")]
    private static partial Regex Time();

    [GeneratedRegex("; 5 warnings")]
    private static partial Regex Warnings();
}
