namespace NodeBBInfra.Tests.Interrupted;

/// <summary>A command that was killed or ended before.</summary>
/// <param name="WasKilled">Whether the signal ended it.</param>
/// <param name="Printed">Its output until then.</param>
internal sealed record KilledCommand(bool WasKilled, string Printed)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a command until a moment and kills its process group.</summary>
    /// <param name="process">The command, the leader of a process group (setsid).</param>
    /// <param name="moment">When to kill it.</param>
    /// <param name="signal">SIGKILL, like the OOM killer, or SIGHUP, like a closed terminal.</param>
    public static async Task<KilledCommand> RunAsync(RunningProcess process, Moment moment, int signal = Signals.Kill)
    {
        if (await moment.ComesAsync(process, Limit))
            Signals.SendGroup(process.Id, signal);
        var finished = await process.WaitAsync(Limit);
        return new KilledCommand(finished.ExitCode == 128 + signal, finished.All);
    }
}
