using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Forum;

/// <summary>A copy of the stand-in forum with its dependencies, which are cached.</summary>
internal static class StandInCheckout
{
    private static readonly string Source = Repository.PathOf("sandbox", "Forum");

    public static async Task<TempDirectory> MakeAsync()
    {
        var package = await File.ReadAllTextAsync(Path.Combine(Source, "install", "package.json"));
        var modules = await RecipeCache.GetAsync(
            "stand-in-modules",
            package,
            folder => InstallAsync(package, folder),
            CancellationToken.None
        );

        var checkout = new TempDirectory();
        foreach (var file in Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories))
        {
            var path = checkout[Path.GetRelativePath(Source, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
        await File.WriteAllTextAsync(checkout["package.json"], package);
        File.CreateSymbolicLink(checkout["node_modules"], Path.Combine(modules, "node_modules"));
        return checkout;
    }

    private static async Task InstallAsync(string package, string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), package);
        var installed = await RunningProcess.RunAsync(
            "npm",
            ["install", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts"],
            TimeSpan.FromMinutes(3),
            folder
        );
        Assert.True(installed.ExitCode == 0, installed.All);
    }
}
