using System.Diagnostics;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Host;

public sealed class BackgroundTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly WorldDirectory _world;
    private readonly Background _background;

    public BackgroundTests()
    {
        _world = new WorldDirectory(_directory["world"]);
        _world.Create();
        _background = new Background(_world);
    }

    [ToolFact("setsid")]
    public void A_process_that_runs_is_not_started_twice()
    {
        var first = _background.Start("sleeper", "sleep", ["60"]);
        var second = _background.Start("sleeper", "sleep", ["60"]);

        Assert.Equal(first, second);
        Assert.Equal(first, _background.Running()["sleeper"]);
    }

    [ToolFact("setsid")]
    public void One_that_becomes_another_program_again_and_again_is_seen_all_the_time()
    {
        var script = _directory.Write("again.sh", "exec sh \"$0\"\n");
        var id = _background.Start("changer", "sh", [script]);
        for (var look = 0; look < 300; look++)
            Assert.Equal(id, _background.Running().GetValueOrDefault("changer"));
    }

    [ToolFact("setsid")]
    public async Task Stopping_ends_the_children_too_and_nothing_else()
    {
        using var other = Process.Start("sleep", "60");
        _background.Start("parent", "sh", ["-c", "sleep 60 & sleep 60 & wait"]);

        await _background.StopAsync(TimeSpan.FromSeconds(5));

        Assert.Empty(_background.Running());
        Assert.False(other.HasExited);
        other.Kill();
    }

    [ToolFact("setsid")]
    public async Task One_that_does_not_listen_is_ended_when_the_patience_is_over()
    {
        _background.Start("stubborn", "sh", ["-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done"]);
        await Eventually.HoldsAsync(
            () => File.Exists(_world.Log("stubborn")) && File.ReadAllText(_world.Log("stubborn")) == "deaf\n",
            TimeSpan.FromSeconds(20),
            "it ignores TERM"
        );

        var watch = Stopwatch.StartNew();
        await _background.StopAsync(TimeSpan.FromMilliseconds(300));

        Assert.Empty(_background.Running());
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(10));
    }

    [ToolFact("setsid")]
    public async Task What_it_prints_goes_to_its_log()
    {
        _background.Start("talker", "sh", ["-c", "echo out; echo error >&2"]);

        await Eventually.HoldsAsync(
            () => File.Exists(_world.Log("talker")) && File.ReadAllText(_world.Log("talker")) == "out\nerror\n",
            TimeSpan.FromSeconds(5),
            "both lines are in the log"
        );
    }

    [ToolFact("setsid")]
    public void Another_world_does_not_see_it()
    {
        _background.Start("sleeper", "sleep", ["60"]);

        // A directory with the same prefix.
        Assert.Empty(new Background(new WorldDirectory(_world.Root + "-2")).Running());
        Assert.Empty(new Background(new WorldDirectory(_world.Root[..^1])).Running());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _background.StopAsync(TimeSpan.Zero);

    public void Dispose() => _directory.Dispose();
}
