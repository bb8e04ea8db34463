namespace NodeBBInfra.Tests.Support;

/// <summary>
/// Compares text with a golden file in tests/Golden. With UPDATE_GOLDEN=1 it writes the file instead, and reviewers read its diff.
/// </summary>
public static class Golden
{
    // bin/<configuration>/<framework> is three folders below the project.
    private static readonly string Folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "Golden"));

    private static bool Updating => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static void Matches(string name, string actual) => MatchesFile(Path.Combine(Folder, name), actual, "UPDATE_GOLDEN=1 make test");

    /// <summary>The same for a file at another place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="actual">The expected new content.</param>
    /// <param name="command">The command that updates the file, for the message.</param>
    public static void MatchesFile(string path, string actual, string command)
    {
        var name = Path.GetFileName(path);
        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"There is no file {name}. {command} writes it.");
        var expected = File.ReadAllText(path);
        if (expected != actual)
            Assert.Fail($"{name} is not what it should be ({command} writes it):\n{FirstDifference(expected, actual)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (old, now) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line])
            line++;
        return $"line {line + 1}\n- {old.ElementAtOrDefault(line) ?? "(the end)"}\n+ {now.ElementAtOrDefault(line) ?? "(the end)"}";
    }
}
