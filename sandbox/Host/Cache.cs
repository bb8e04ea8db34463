using System.Security.Cryptography;
using System.Text;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>Things that take long to make and never change, kept for the next time in a directory named by the hash of their recipe.</summary>
internal static class Cache
{
    /// <summary>The cache directory, by the <see href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG rules</see>.</summary>
    public static string Folder
    {
        get
        {
            var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var caches = string.IsNullOrEmpty(xdg) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache") : xdg;
            return Path.Combine(caches, "nodebb-infra");
        }
    }

    /// <summary>Gives the directory made by a recipe, making it if it is not there. It is there whole or not at all.</summary>
    /// <param name="kind">The first part of its name.</param>
    /// <param name="recipe">All that decides its content: another recipe, another directory.</param>
    /// <param name="make">Fills an empty directory.</param>
    /// <param name="cancel">Stops the making; nothing is left of it.</param>
    /// <param name="cacheFolder">The cache; <see cref="Folder"/> unless told.</param>
    public static async Task<string> GetAsync(string kind, string recipe, Func<string, Task> make, CancellationToken cancel, string? cacheFolder = null)
    {
        cacheFolder ??= Folder;
        Directory.CreateDirectory(cacheFolder);
        var name = $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..12]}";
        var path = Path.Combine(cacheFolder, name);
        if (Directory.Exists(path))
            return path;

        await using var guard = await LockAsync(path + ".lock", cancel);
        if (Directory.Exists(path))
            return path;
        var partial = path + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true); // What a crash left half made.
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

    private static async Task<FileStream> LockAsync(string file, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancel);
            }
        }
    }
}
