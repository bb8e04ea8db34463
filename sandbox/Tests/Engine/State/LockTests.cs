using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>The lock across processes.</summary>
public sealed class LockTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_second_process_is_kept_out_and_told_who_has_the_lock_also_when_that_one_was_killed_until_it_is_canceled()
    {
        var project = new ThingProject(_directory["project"]);
        await using var first = TestProcess.Start(Operation.Up, project.Directory, "slow");
        await Eventually.HoldsAsync(() => first.Output.Contains("slow creating", StringComparison.Ordinal), Limit, "the run says so");
        await using var second = TestProcess.Start(Operation.Up, project.Directory, "slow");
        var refused = await second.WaitAsync(Limit);
        Assert.Equal(1, refused.ExitCode);
        var message = $"""
            error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.
              file://{project.StateFile}.locks/
            """;
        Assert.StartsWith(message, refused.Output, StringComparison.Ordinal);
        Assert.Contains(
            $".json: created by {Environment.UserName}@{Environment.MachineName} (pid {first.Id}) at 20",
            refused.Output,
            StringComparison.Ordinal
        );
        Assert.False(StateLock.IsLeftover(project.StateFile));

        Signals.SendGroup(first.Id, Signals.Kill);
        await first.WaitAsync(Limit);
        await using var third = TestProcess.Start(Operation.Up, project.Directory, "slow");
        Assert.StartsWith(message, (await third.WaitAsync(Limit)).Output, StringComparison.Ordinal);
        Assert.True(StateLock.IsLeftover(project.StateFile));
        StateLock.Cancel(project.StateFile);
        await project.DoAsync(Operation.Up, "slow");
        Assert.False(StateLock.IsLeftover(project.StateFile));
    }
}
