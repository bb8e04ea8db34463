namespace NodeBBInfra.Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NodeBBInfra.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"NodeBBInfra.sln is not in any folder above {AppContext.BaseDirectory}.");
    }
}
