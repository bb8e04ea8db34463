namespace NodeBBInfra.Tests.Support;

/// <summary>A temporary directory for one test, deleted afterwards.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>The prefix of all such directories' names.</summary>
    public const string Prefix = "nodebb-infra-test-";

    public string FullPath { get; } = Directory.CreateTempSubdirectory(Prefix).FullName;

    public string this[params string[] parts] => Path.Combine([FullPath, .. parts]);

    /// <summary>Writes a file, creates its parent folders, and returns its path.</summary>
    public string Write(string relativePath, string content)
    {
        var path = Path.Combine(FullPath, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
