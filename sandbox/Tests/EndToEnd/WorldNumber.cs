using System.Globalization;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>
/// A world index that nobody else on this machine uses, locked until disposed. The kernel releases the lock of a killed test run. A world
/// with an unlocked index and a test's project is therefore a leftover, which is destroyed before the index is reused.
/// </summary>
internal sealed class WorldNumber : IDisposable
{
    private const int First = 90;
    private const int Last = 99;

    private readonly FileStream _lock;

    private WorldNumber(int value, FileStream held) => (Value, _lock) = (value, held);

    public int Value { get; }

    /// <summary>Takes the first free index.</summary>
    public static async Task<WorldNumber> TakeAsync()
    {
        for (var number = First; number <= Last; number++)
        {
            if (TryLock(number) is not { } held)
                continue;
            if (Owner(number) is not { } owner || await IsDestroyedAsync(owner, number))
                return new WorldNumber(number, held);
            await held.DisposeAsync();
        }

        throw new InvalidOperationException(
            $"All world numbers from {First} to {Last} are in use: /run/nodebb-infra names their directories."
        );
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream? TryLock(int number)
    {
        try
        {
            return new FileStream(
                Path.Combine(Path.GetTempPath(), $"nodebb-infra-test-world-{number}.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? Owner(int number)
    {
        var file = Path.Combine("/run/nodebb-infra", number.ToString(CultureInfo.InvariantCulture));
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    // Never a user's world: only one with a test's project.
    private static async Task<bool> IsDestroyedAsync(string world, int number)
    {
        var project = Path.GetDirectoryName(world)!;
        if (!Path.GetFileName(project).StartsWith(TempDirectory.Prefix, StringComparison.Ordinal))
            return false;
        Directory.CreateDirectory(project);
        await SandboxProgram.RunAsync(TimeSpan.FromMinutes(5), "destroy", "--project", project, "--index", $"{number}");
        return Owner(number) is null;
    }
}
