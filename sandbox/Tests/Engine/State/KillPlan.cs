using System.Diagnostics;
using System.Globalization;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>
/// Kills its own process group, as kill -9 does, so many microseconds after the so-manieth thing that happened: the beginning or the end
/// of a provider's call, or a file of the state made, written or renamed. Nothing in the engine knows of it.
/// </summary>
internal sealed class KillPlan : IDisposable
{
    /// <summary>EVENT:MICROSECONDS; unset for a process that is only to count.</summary>
    public const string Variable = "KILL_AT";

    private readonly int _event;
    private readonly int _microseconds;
    private readonly FileSystemWatcher _watcher;
    private int _happened;

    public KillPlan(ThingWorld world, string? plan)
    {
        var numbers = (plan ?? "0:0").Split(':').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        (_event, _microseconds) = (numbers[0], numbers[1]);
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(world.StateFile)!, Path.GetFileName(world.StateFile) + "*");
        _watcher.Created += (_, _) => Happens();
        _watcher.Changed += (_, _) => Happens();
        _watcher.Renamed += (_, _) => Happens();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>How much has happened.</summary>
    public int Happened => _happened;

    public static KillPlan FromEnvironment(ThingWorld world) => new(world, Environment.GetEnvironmentVariable(Variable));

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
