using System.Globalization;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Locks a state against parallel runs, like Pulumi's file backend: one file per run in a directory next to the state. A killed run
/// leaves its file, and later runs are refused until <c>pulumi cancel</c> removes it: only a person can tell whether its operations are
/// still running.
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

    /// <exception cref="EngineException">Another run holds the lock, or was killed while holding it; the message names it.</exception>
    public static StateLock Take(string stateFile)
    {
        Refuse(stateFile, own: null);
        var file = Path.Combine(Directory.CreateDirectory(FolderOf(stateFile)).FullName, $"{Guid.NewGuid()}.json");
        File.WriteAllText(
            file + ".new",
            JsonSerializer.Serialize(
                new Holder(Environment.ProcessId, Environment.UserName, Environment.MachineName, DateTime.UtcNow),
                Json
            )
        );
        File.Move(file + ".new", file);
        var taken = new StateLock(file);
        try
        {
            // If two runs checked at the same moment, each sees the other now.
            Refuse(stateFile, file);
            return taken;
        }
        catch (EngineException)
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Requires that the state is not locked.</summary>
    /// <exception cref="EngineException">The state is locked.</exception>
    public static void Require(string stateFile) => Refuse(stateFile, own: null);

    /// <summary>Removes all locks of a state, whoever holds them.</summary>
    public static void Cancel(string stateFile)
    {
        foreach (var file in Files(stateFile))
            File.Delete(file);
    }

    /// <summary>Whether every lock belongs to a dead process of this machine. False without locks.</summary>
    public static bool IsLeftover(string stateFile) =>
        Files(stateFile).Select(Read).ToList() is { Count: > 0 } holders
        && holders.TrueForAll(holder =>
            holder is not null && holder.Hostname == Environment.MachineName && !Directory.Exists($"/proc/{holder.Pid}")
        );

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Release;
        File.Delete(_file);
    }

    /// <summary>A second ^C exits at once, but, like the real command, releases the lock first.</summary>
    private void Release(object? sender, EventArgs arguments) => File.Delete(_file);

    private static void Refuse(string stateFile, string? own)
    {
        var others = Files(stateFile).Where(file => file != own).ToList();
        if (others.Count > 0)
        {
            throw new EngineException(
                $"the stack is currently locked by {others.Count} lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`."
                    + string.Concat(others.Select(file => $"\n  file://{file}: created by {Describe(Read(file))}"))
            );
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

    private static string Describe(Holder? holder) =>
        holder is null
            ? "nobody knows whom"
            : $"{holder.Username}@{holder.Hostname} (pid {holder.Pid}) at {holder.Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private sealed record Holder(int Pid, string Username, string Hostname, DateTime Timestamp);
}
