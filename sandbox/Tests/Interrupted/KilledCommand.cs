namespace NodeBBInfra.Tests.Interrupted;

/// <summary>A command that was killed, or that ended before its moment came.</summary>
/// <param name="WasKilled">Whether it ended by the signal.</param>
/// <param name="Printed">All that it had printed by then.</param>
internal sealed record KilledCommand(bool WasKilled, string Printed)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Lets a command run until a moment, and kills it and all that it has started.</summary>
    /// <param name="process">The command, which leads a process group of its own (setsid).</param>
    /// <param name="moment">When.</param>
    /// <param name="signal">With what: SIGKILL, as the kernel does that is short of memory; or SIGHUP, as a terminal does that is closed.</param>
    public static async Task<KilledCommand> RunAsync(RunningProcess process, Moment moment, int signal = Signals.Kill)
    {
        if (await moment.ComesAsync(process, Limit))
            Signals.SendGroup(process.Id, signal);
        var finished = await process.WaitAsync(Limit);
        return new KilledCommand(finished.ExitCode == 128 + signal, finished.All);
    }
}
