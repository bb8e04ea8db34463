using System.Security.Cryptography;
using System.Text;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>Caches immutable directories that are slow to make, named by the hash of their recipe.</summary>
internal static class RecipeCache
{
    /// <summary>
    /// The cache directory, by the <see href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG specification</see>.
    /// </summary>
    public static string Folder
    {
        get
        {
            var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var caches = string.IsNullOrEmpty(xdg)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
                : xdg;
            return Path.Combine(caches, "nodebb-infra");
        }
    }

    /// <summary>Returns the recipe's directory and makes it if missing. It appears atomically.</summary>
    /// <param name="kind">The prefix of its name.</param>
    /// <param name="recipe">Everything that determines its contents.</param>
    /// <param name="make">Fills an empty directory.</param>
    /// <param name="cancellationToken">Cancels the work and removes partial results.</param>
    /// <param name="cacheFolder">The cache; <see cref="Folder"/> by default.</param>
    public static async Task<string> GetAsync(
        string kind,
        string recipe,
        Func<string, Task> make,
        CancellationToken cancellationToken,
        string? cacheFolder = null
    )
    {
        cacheFolder ??= Folder;
        Directory.CreateDirectory(cacheFolder);
        var name = $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..12]}";
        var path = Path.Combine(cacheFolder, name);
        if (Directory.Exists(path))
            return path;

        await using var guard = await LockAsync(path + ".lock", cancellationToken);
        if (Directory.Exists(path))
            return path;
        var partial = path + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true); // Partial result of a crash.
        Directory.CreateDirectory(partial);
        try
        {
            await make(partial);
            Directory.Move(partial, path);
        }
        catch
        {
            Directory.Delete(partial, recursive: true);
            throw;
        }
        return path;
    }

    private static async Task<FileStream> LockAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }
}
