using System.Collections.Concurrent;

namespace Pulumi;

/// <summary>One run of a program.</summary>
public sealed partial class Deployment
{
    // AsyncLocal, so that tests can run several in parallel.
    private static readonly AsyncLocal<DeploymentInstance?> s_instance = new();

    private readonly IMonitor _monitor;
    private readonly ConcurrentDictionary<string, Task<bool>> _features = new();

    private Deployment(DeploymentSettings settings, IMonitor monitor)
    {
        _monitor = monitor;
        Settings = settings;
        Log = new EngineLog(monitor, Tasks);
    }

    public static DeploymentInstance Instance =>
        s_instance.Value ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");

    /// <summary>The run of this code; null outside of a program.</summary>
    internal static Deployment? Current => s_instance.Value?.Deployment;

    internal static Deployment CurrentOrThrow => Instance.Deployment;

    internal DeploymentSettings Settings { get; }

    internal ProgramTasks Tasks { get; } = new();

    internal EngineLog Log { get; }

    /// <summary>The root resource; null while it is being constructed.</summary>
    internal Stack? Stack { get; set; }

    private Task<bool> SupportsAsync(string feature) => _features.GetOrAdd(feature, _monitor.SupportsFeatureAsync);
}
