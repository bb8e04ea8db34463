using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Support;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>The lock between processes.</summary>
public sealed class LockTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_second_process_is_kept_out_and_told_who_has_the_lock_until_that_one_is_killed()
    {
        var world = new ThingWorld(_directory["world"]);
        await using var first = TestProcess.Start(Operation.Up, world.Directory, "slow");
        await Eventually.HoldsAsync(() => first.Output.Contains("slow creating", StringComparison.Ordinal), Limit, "the run says so");
        await using var second = TestProcess.Start(Operation.Up, world.Directory, "slow");
        var refused = await second.WaitAsync(Limit);
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith($"error: the stack is currently locked by another run (process {first.Id} of {Environment.UserName} on {Environment.MachineName}, since ", refused.Output, StringComparison.Ordinal);

        Signals.SendGroup(first.Id, Signals.Kill);
        await first.WaitAsync(Limit);
        await world.DoAsync(Operation.Up, "slow");
    }
}
