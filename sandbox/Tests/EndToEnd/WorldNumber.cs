using System.Globalization;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>
/// A world number that nobody else on this machine uses, held until disposed. The kernel drops the lock of a killed test run, so a
/// world under an unlocked number whose project is a test's own is a leftover, and is destroyed before the number is used again.
/// </summary>
internal sealed class WorldNumber : IDisposable
{
    private const int First = 90;
    private const int Last = 99;

    private readonly FileStream _lock;

    private WorldNumber(int value, FileStream held) => (Value, _lock) = (value, held);

    public int Value { get; }

    /// <summary>Takes the first number that is free.</summary>
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

        throw new InvalidOperationException($"All world numbers from {First} to {Last} are in use: /run/nodebb-infra names their directories.");
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream? TryLock(int number)
    {
        try
        {
            return new FileStream(Path.Combine(Path.GetTempPath(), $"nodebb-infra-test-world-{number}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
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

    // Never a person's world: only one whose project a test made.
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
