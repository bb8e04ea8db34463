namespace NodeBBInfra.Tests.Support;

/// <summary>A directory of its own for one test, gone when the test is over.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>How the names of all such directories begin.</summary>
    public const string Prefix = "nodebb-infra-test-";

    public string FullPath { get; } = Directory.CreateTempSubdirectory(Prefix).FullName;

    public string this[params string[] parts] => Path.Combine([FullPath, .. parts]);

    /// <summary>Writes a file, with the folders above it, and gives its path.</summary>
    public string Write(string relativePath, string content)
    {
        var path = Path.Combine(FullPath, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
