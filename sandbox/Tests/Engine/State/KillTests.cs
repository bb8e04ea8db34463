using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>SIGKILL at any moment of an `up` loses nothing.</summary>
public sealed class KillTests : IAsyncLifetime, IDisposable
{
    private const int Kills = 36;
    private const int AtOnce = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly TempDirectory _directory = new();
    private ThingProject _before = null!;
    private ThingProject _unkilled = null!;
    private int _events;
    private int _milliseconds;
    private int _copies;

    /// <summary>The project before the update, and after an undisturbed one.</summary>
    public async Task InitializeAsync()
    {
        _before = new ThingProject(_directory["before"]);
        await _before.DoAsync(Operation.Up, "before");
        _unkilled = _before.CopyTo(_directory["unkilled"]);
        using var plan = new KillPlan(_unkilled, null);
        using var output = new StringWriter();
        var result = await _unkilled.RunAsync(Operation.Up, "after", output, plan.Happens, CancellationToken.None);
        Assert.True(result.ExitCode == 0, output.ToString());
        _events = plan.Happened;

        var clock = Stopwatch.StartNew();
        await using var process = TestProcess.Start(Operation.Up, Copy().Directory, "after");
        Assert.Equal(0, (await process.WaitAsync(Limit)).ExitCode);
        _milliseconds = (int)clock.ElapsedMilliseconds;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_run_killed_at_any_moment_is_finished_by_the_next_one_as_if_it_had_not_been_killed()
    {
        var byEvent = Gen.Select(Gen.Int[1, _events], Gen.Int[0, 2000])
            .Select((happened, microseconds) => (Event: $"{happened}:{microseconds}", After: -1));
        var byTime = Gen.Int[_milliseconds / 3, _milliseconds].Select(after => (Event: "", After: after));
        var killed = 0;
        await Gen.Frequency((5, byEvent), (1, byTime))
            .SampleAsync(
                async moment => Interlocked.Add(ref killed, await IsKilledAsync(moment.Event, moment.After) ? 1 : 0),
                iter: Kills,
                threads: AtOnce
            );
        Assert.True(killed >= Kills / 2, $"only {killed} of {Kills} runs were killed before they ended");
    }

    private async Task<bool> IsKilledAsync(string killAt, int after)
    {
        var project = Copy();
        await using var process = TestProcess.Start(Operation.Up, project.Directory, "after", killAt.Length > 0 ? killAt : null);
        if (after >= 0)
        {
            await Task.Delay(after);
            Signals.SendGroup(process.Id, Signals.Kill);
        }

        var finished = await process.WaitAsync(Limit);
        Assert.True(finished.ExitCode is 0 or 128 + Signals.Kill, finished.All);
        var interrupted = NothingIsMissing(project);
        if (StateLock.IsLeftover(project.StateFile))
            await IsRefusedUntilCanceledAsync(project);
        if (interrupted.Count > 0)
            await project.DoAsync(Operation.Refresh, "after");
        await project.DoAsync(Operation.Up, "after");

        Assert.Equal(_unkilled.Things, project.Things);
        Assert.Equal(_unkilled.Described, project.Described);
        Assert.Empty(project.State.Pending);
        foreach (var (done, times) in project.Done)
        {
            // Recorded operations are not repeated; pending ones may be.
            var usual = _unkilled.Done.GetValueOrDefault(done);
            Assert.True(
                times <= usual + (interrupted.Contains(done.Split(' ')[1]) ? 1 : 0),
                $"{done}: {times} times, {usual} in a run that is not killed"
            );
        }

        return finished.ExitCode != 0;
    }

    private static async Task IsRefusedUntilCanceledAsync(ThingProject project)
    {
        using var output = new StringWriter();
        var refused = await project.RunAsync(Operation.Up, "after", output, () => { }, CancellationToken.None);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("delete the lock file with `pulumi cancel`", output.ToString(), StringComparison.Ordinal);
        StateLock.Cancel(project.StateFile);
    }

    /// <summary>The keys of things with pending operations. All others exist if and only if they are in the state.</summary>
    private static HashSet<string> NothingIsMissing(ThingProject project)
    {
        using (JsonDocument.Parse(File.ReadAllText(project.StateFile)))
        {
            // It parses; reading it next verifies its integrity.
        }

        var state = project.State;
        var interrupted = state.Pending.Select(pending => pending.Resource.Inputs.Plain().Text("key")!).ToHashSet();
        var known = state
            .Resources.Where(resource => resource.Id.Length > 0 && !resource.IsProvider && !resource.PendingReplacement)
            .ToDictionary(resource => resource.Id, resource => resource.Inputs.Plain().Text("value"));
        var things = project.Things;
        Assert.Empty(things.Keys.Except(known.Keys).Except(interrupted));
        Assert.Empty(known.Keys.Except(things.Keys).Except(interrupted));
        Assert.All(things.Keys.Except(interrupted), key => Assert.Equal(known[key], project.Get(key)!.Text("value")));
        return interrupted;
    }

    private ThingProject Copy() => _before.CopyTo(_directory[$"{Interlocked.Increment(ref _copies)}"]);
}
