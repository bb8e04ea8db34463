using System.Diagnostics;
using System.Globalization;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>
/// Sends SIGKILL to its own process group some microseconds after the nth event: the start or the end of a provider call, or a state file
/// being created, written or renamed. The engine does not know about it.
/// </summary>
internal sealed class KillPlan : IDisposable
{
    /// <summary>EVENT:MICROSECONDS; unset to only count events.</summary>
    public const string Variable = "KILL_AT";

    private readonly int _event;
    private readonly int _microseconds;
    private readonly FileSystemWatcher _watcher;
    private int _happened;

    public KillPlan(ThingProject project, string? plan)
    {
        var numbers = (plan ?? "0:0").Split(':').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        (_event, _microseconds) = (numbers[0], numbers[1]);
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(project.StateFile)!, Path.GetFileName(project.StateFile) + "*");
        _watcher.Created += (_, _) => Happens();
        _watcher.Changed += (_, _) => Happens();
        _watcher.Renamed += (_, _) => Happens();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>The number of events.</summary>
    public int Happened => _happened;

    public static KillPlan FromEnvironment(ThingProject project) => new(project, Environment.GetEnvironmentVariable(Variable));

    public void Happens()
    {
        if (Interlocked.Increment(ref _happened) != _event)
        {
            return;
        }

        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalMicroseconds < _microseconds)
        {
            Thread.SpinWait(10);
        }

        Signals.SendGroup(Environment.ProcessId, Signals.Kill);
    }

    public void Dispose() => _watcher.Dispose();
}
