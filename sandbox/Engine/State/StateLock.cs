using System.Globalization;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Keeps a second run away from a state while the first one writes it, as Pulumi's file backend does: a file per run in a folder beside the
/// state. A run that is killed leaves its file, and every later one is refused until <c>pulumi cancel</c> takes it away: nobody but a person
/// knows whether what the killed run began still goes on.
/// https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go
/// </summary>
internal sealed class StateLock : IDisposable
{
    private readonly string _file;

    private StateLock(string file)
    {
        _file = file;
        AppDomain.CurrentDomain.ProcessExit += Release;
    }

    /// <exception cref="EngineException">Another run holds the lock, or held it when it was killed; the message names it.</exception>
    public static StateLock Take(string stateFile)
    {
        Refuse(stateFile, own: null);
        var file = Path.Combine(Directory.CreateDirectory(FolderOf(stateFile)).FullName, $"{Guid.NewGuid()}.json");
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(new Holder(Environment.ProcessId, Environment.UserName, Environment.MachineName, DateTime.UtcNow), Json));
        File.Move(file + ".new", file);
        var taken = new StateLock(file);
        try
        {
            // Of two that looked at the same moment, each sees the other now.
            Refuse(stateFile, file);
            return taken;
        }
        catch (EngineException)
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Makes sure that nobody holds it.</summary>
    /// <exception cref="EngineException">Somebody does.</exception>
    public static void Require(string stateFile) => Refuse(stateFile, own: null);

    /// <summary>Takes away every lock of a state, whoever holds it.</summary>
    public static void Cancel(string stateFile)
    {
        foreach (var file in Files(stateFile))
            File.Delete(file);
    }

    /// <summary>Whether every lock of a state was left by a process of this machine that is gone. Without a lock it is false.</summary>
    public static bool IsLeftover(string stateFile) =>
        Files(stateFile).Select(Read).ToList() is { Count: > 0 } holders
        && holders.TrueForAll(holder => holder is not null && holder.Hostname == Environment.MachineName && !Directory.Exists($"/proc/{holder.Pid}"));

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Release;
        File.Delete(_file);
    }

    /// <summary>A second ^C ends the process at once, but in order: the real command lets go of its lock then, too.</summary>
    private void Release(object? sender, EventArgs arguments) => File.Delete(_file);

    private static void Refuse(string stateFile, string? own)
    {
        var others = Files(stateFile).Where(file => file != own).ToList();
        if (others.Count > 0)
        {
            throw new EngineException(
                $"the stack is currently locked by {others.Count} lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`."
                + string.Concat(others.Select(file => $"\n  file://{file}: created by {Describe(Read(file))}")));
        }
    }

    private static string FolderOf(string stateFile) => Path.GetFullPath(stateFile) + ".locks";

    private static IEnumerable<string> Files(string stateFile) =>
        Directory.Exists(FolderOf(stateFile)) ? Directory.EnumerateFiles(FolderOf(stateFile), "*.json").Order(StringComparer.Ordinal) : [];

    private static Holder? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllText(file), Json);
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }

    private static string Describe(Holder? holder) => holder is null
        ? "nobody knows whom"
        : $"{holder.Username}@{holder.Hostname} (pid {holder.Pid}) at {holder.Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private sealed record Holder(int Pid, string Username, string Hostname, DateTime Timestamp);
}
