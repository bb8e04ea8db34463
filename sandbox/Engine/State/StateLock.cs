using System.Globalization;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Keeps a second run away from a state file while the first one writes it. The file is held open exclusively, so the
/// lock of a killed run is gone with it; what stands inside names the holder.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream _stream;

    private StateLock(FileStream stream) => _stream = stream;

    /// <exception cref="EngineException">Another run holds the lock; the message names it.</exception>
    public static StateLock Take(string stateFile)
    {
        var file = stateFile + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        FileStream stream;
        try
        {
            // FileShare.None takes flock(2), advisory: who opens it with FileShare.ReadWrite asks for no lock and may read who holds it.
            stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new EngineException($"the stack is currently locked by another run ({Holder(file)}); wait for it to end, or end it, and try again.");
        }

        stream.SetLength(0);
        JsonSerializer.Serialize(stream, new LockHolder(
            Environment.ProcessId, Environment.UserName, Environment.MachineName, DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        stream.Flush(flushToDisk: true);
        return new StateLock(stream);
    }

    public void Dispose()
    {
        // The file stays: removing it would let a third run lock a new file of the same name while a second one waits for this.
        _stream.SetLength(0);
        _stream.Dispose();
    }

    private static string Holder(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var holder = JsonSerializer.Deserialize<LockHolder>(stream)!;
            return $"process {holder.Pid} of {holder.User} on {holder.Host}, since {holder.Time}";
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return $"its name could not be read from {file}";
        }
    }

    private sealed record LockHolder(int Pid, string User, string Host, string Time);
}
