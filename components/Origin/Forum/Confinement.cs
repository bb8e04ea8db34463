namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>What whoever runs NodeBB's code or a package's code on the host is kept to: the workers, and everything that makes a release.</summary>
/// <remarks>
/// It is said once, in the workers' unit, so that none of them is kept less than another. Where each may write (<c>ReadWritePaths</c>) is
/// not part of it.
/// </remarks>
internal static class Confinement
{
    /// <summary>The workers' unit, <c>/etc/systemd/system/nodebb@.service</c>: its path below <c>components/</c>.</summary>
    public const string WorkerUnit = "Origin/Forum/nodebb@.service";

    private const string Beginning = "## Confinement:";

    /// <summary>Properties of a systemd service, one a line, for <c>units.sh</c>.</summary>
    /// <exception cref="InvalidOperationException">The unit does not say where they begin.</exception>
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
