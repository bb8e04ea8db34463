namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>
/// The sandboxing of everything that runs NodeBB's or a package's code on the host: the workers and all steps of making a release.
/// </summary>
/// <remarks>
/// Defined once, in the workers' unit, so nothing has weaker limits than a worker. <c>ReadWritePaths</c>, the writable paths, differs per
/// service and is not part of it.
/// </remarks>
internal static class Confinement
{
    /// <summary>Path of the workers' unit, <c>/etc/systemd/system/nodebb@.service</c>, below <c>components/</c>.</summary>
    public const string WorkerUnit = "Origin/Forum/nodebb@.service";

    private const string Beginning = "## Confinement:";

    /// <summary>The properties for <c>units.sh</c>, one a line.</summary>
    /// <exception cref="InvalidOperationException">The unit lacks the comment that starts them.</exception>
    public static string Render()
    {
        var unit = HostScript.Load(WorkerUnit);
        var beginning = unit.IndexOf(Beginning, StringComparison.Ordinal);
        if (beginning < 0)
            throw new InvalidOperationException($"{WorkerUnit} has no comment that begins with \"{Beginning}\".");

        var lines = unit[beginning..].Split('\n').TakeWhile(line => line.Length > 0).Where(line => !line.StartsWith('#'));
        return string.Join('\n', lines) + "\n";
    }
}
