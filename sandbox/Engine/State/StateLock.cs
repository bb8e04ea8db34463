using System.Globalization;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Keeps a second run away from a state file while the first one writes it. The file is held open exclusively, so the
/// lock of a killed run is gone with it; a file beside it, which anyone can read, names the holder.
/// </summary>
internal sealed class StateLock : IDisposable
{
    /// <summary>What flock(2) answers while another process holds the lock.</summary>
    private const int WouldBlock = 11;

    private readonly FileStream _lock;
    private readonly string _holder;

    private StateLock(FileStream locked, string holder) => (_lock, _holder) = (locked, holder);

    /// <exception cref="EngineException">Another run holds the lock; the message names it.</exception>
    public static StateLock Take(string stateFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(stateFile))!);
        var holder = stateFile + ".holder";
        FileStream locked;
        try
        {
            locked = new FileStream(stateFile + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult == WouldBlock)
        {
            throw new EngineException($"the stack is currently locked by another run ({Describe(holder)}); wait for it to end, or end it, and try again.");
        }

        File.WriteAllText(holder, JsonSerializer.Serialize(new LockHolder(
            Environment.ProcessId, Environment.UserName, Environment.MachineName, DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))));
        return new StateLock(locked, holder);
    }

    public void Dispose()
    {
        // The lock file itself stays: removing it would let a third run lock a new file of the same name while a second one waits for this.
        File.Delete(_holder);
        _lock.Dispose();
    }

    private static string Describe(string file)
    {
        try
        {
            var holder = JsonSerializer.Deserialize<LockHolder>(File.ReadAllText(file))!;
            return $"process {holder.Pid} of {holder.User} on {holder.Host}, since {holder.Time}";
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return $"its name could not be read from {file}";
        }
    }

    private sealed record LockHolder(int Pid, string User, string Host, string Time);
}
