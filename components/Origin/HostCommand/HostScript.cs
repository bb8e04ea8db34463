namespace NodeBBInfra.Components.Origin;

/// <summary>The scripts, host programs and configuration files embedded in this assembly.</summary>
public static class HostScript
{
    private static readonly string[] RunnerFiles = ["run.sh", "lib.sh", "guard.sh", "presentable.pl", "drift.sh"];

    /// <summary>The first step's script. bash reads it from stdin line by line and leaves the rest, <see cref="Runner"/>, to it.</summary>
    public static string Ready => Load("Origin/HostCommand/ready.sh");

    /// <summary>The bundle with the files that the first step installs: the runner, and what it and the scripts use.</summary>
    public static string Runner =>
        new Bundle(
            [],
            [.. RunnerFiles.Select(file => KeyValuePair.Create(file, Load($"Origin/HostCommand/{file}")))],
            Script: null
        ).Render();

    /// <summary>The sorted paths of the files in a folder with a certain ending.</summary>
    public static IEnumerable<string> Find(string folder, string end) =>
        typeof(HostScript)
            .Assembly.GetManifestResourceNames()
            .Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(end, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>The text of a file.</summary>
    /// <param name="path">Its path below <c>components/</c>, such as <c>Origin/Redis/redis.sh</c>.</param>
    /// <exception cref="ArgumentException">The file does not exist.</exception>
    public static string Load(string path)
    {
        using var stream =
            typeof(HostScript).Assembly.GetManifestResourceStream(path)
            ?? throw new ArgumentException($"The components have no file {path}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
