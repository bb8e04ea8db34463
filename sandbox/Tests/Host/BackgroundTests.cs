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
    public async Task One_that_ignores_SIGTERM_is_killed_after_the_timeout()
    {
        await StartAsync("stubborn", "trap 'echo asked' TERM; echo ready; while :; do sleep 0.1; done");

        await _background.StopAsync(TimeSpan.FromMilliseconds(500));

        Assert.Empty(_background.Running());
        Assert.Contains("asked\n", File.ReadAllText(_world.Log("stubborn")), StringComparison.Ordinal);
    }

    [ToolFact("setsid")]
    public async Task One_that_ends_on_SIGTERM_has_the_timeout_for_it()
    {
        await StartAsync("orderly", "trap 'sleep 0.5; echo ended; exit' TERM; echo ready; while :; do sleep 0.1; done");

        await _background.StopAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("ended\n", File.ReadAllText(_world.Log("orderly")), StringComparison.Ordinal);
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

    /// <summary>Starts a shell that prints "ready" when its trap is set.</summary>
    private async Task StartAsync(string name, string script)
    {
        _background.Start(name, "sh", ["-c", script]);
        await Eventually.HoldsAsync(
            () => File.Exists(_world.Log(name)) && File.ReadAllText(_world.Log(name)) == "ready\n",
            TimeSpan.FromSeconds(20),
            $"{name} is ready"
        );
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _background.StopAsync(TimeSpan.Zero);

    public void Dispose() => _directory.Dispose();
}
