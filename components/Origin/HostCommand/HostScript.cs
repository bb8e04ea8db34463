namespace NodeBBInfra.Components.Origin;

/// <summary>The scripts, host programs and configuration files embedded in this assembly.</summary>
internal static class HostScript
{
    /// <summary>The sorted paths of the files in a folder with a certain ending.</summary>
    public static IEnumerable<string> Find(string folder, string end) =>
        typeof(HostScript).Assembly.GetManifestResourceNames()
            .Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(end, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>The text of a file.</summary>
    /// <param name="path">Its path below <c>components/</c>, such as <c>Origin/Redis/redis.sh</c>.</param>
    /// <exception cref="ArgumentException">The file does not exist.</exception>
    public static string Load(string path)
    {
        using var stream = typeof(HostScript).Assembly.GetManifestResourceStream(path)
            ?? throw new ArgumentException($"The components have no file {path}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
