using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>
/// The world's background processes. Each has the world's directory in its environment, so that all are found again after a crash and no
/// other process ever matches. A PID file is not safe: the kernel may have reused the PID.
/// </summary>
internal sealed class Background(WorldDirectory directory)
{
    private const string Mark = "NODEBB_INFRA_WORLD";
    private const string NameMark = "NODEBB_INFRA_PROCESS";

    /// <summary>Starts a process that outlives this one, unless it is running already. Its output goes to its log.</summary>
    public int Start(
        string name,
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        IEnumerable<string>? cgroups = null
    )
    {
        if (Running().TryGetValue(name, out var running))
            return running;

        // setsid detaches from the terminal, exec keeps the PID, and the shell only does the redirections.
        const string script = """
            for group in $NODEBB_INFRA_CGROUPS; do echo $$ >"$group/cgroup.procs"; done
            exec "$@" </dev/null >>"$NODEBB_INFRA_LOG" 2>&1
            """;
        var info = new ProcessStartInfo("setsid", ["sh", "-c", script, name, Shell.Find(program) ?? program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(directory.Log(name)),
        };
        info.Environment[Mark] = directory.Root;
        info.Environment[NameMark] = name;
        info.Environment["NODEBB_INFRA_LOG"] = directory.Log(name);
        info.Environment["NODEBB_INFRA_CGROUPS"] = string.Join(' ', cgroups ?? []);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            info.Environment[key] = value;
        using var process = Process.Start(info) ?? throw new SandboxException($"{program} did not start.");
        // Running() finds it only after setsid.
        while (!process.HasExited && GetSession(process.Id) != process.Id)
            Thread.Sleep(2);
        return process.Id;
    }

    /// <summary>Running session leaders by name. A container's first process is briefly a second leader; the oldest counts.</summary>
    public IReadOnlyDictionary<string, int> Running() =>
        Marked().Where(p => p.Leads).GroupBy(p => p.Name).ToDictionary(p => p.Key, p => p.Min(one => one.Id));

    /// <summary>Sends SIGTERM to all of them, and SIGKILL after the timeout.</summary>
    public async Task StopAsync(TimeSpan timeout, Func<string, bool>? which = null)
    {
        var deadline = DateTime.UtcNow + timeout;
        Signal(SigTerm, which);
        while (Marked().Any(p => which?.Invoke(p.Name) ?? true))
        {
            if (DateTime.UtcNow > deadline)
                Signal(SigKill, which);
            if (DateTime.UtcNow > deadline + TimeSpan.FromSeconds(20))
            {
                throw new SandboxException(
                    $"These processes of the world do not end: {string.Join(", ", Marked().Select(p => $"{p.Name} ({p.Id})"))}."
                );
            }

            await Task.Delay(50);
        }
    }

    private void Signal(int signal, Func<string, bool>? which)
    {
        foreach (var process in Marked().Where(p => which?.Invoke(p.Name) ?? true))
            _ = Kill(process.Id, signal);
    }

    private IEnumerable<(string Name, int Id, bool Leads)> Marked()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId)
                continue;
            var environment = ReadEnvironment(folder);
            if (!environment.Contains($"{Mark}={directory.Root}"))
                continue;
            var name = environment.FirstOrDefault(v => v.StartsWith(NameMark + "=", StringComparison.Ordinal))?[(NameMark.Length + 1)..];
            yield return (name ?? "?", id, GetSession(id) == id);
        }
    }

    /// <summary>
    /// During exec, a process's environment reads as empty for a moment, longer on a busy machine. Taking that for another's process
    /// would report this one as ended, so reading is retried. A kernel thread has neither environment nor executable.
    /// </summary>
    private static string[] ReadEnvironment(string processFolder)
    {
        try
        {
            for (var tries = 0; ; tries++)
            {
                if (File.ReadAllText(Path.Combine(processFolder, "environ")) is { Length: > 0 } environment)
                    return environment.Split('\0');
                if (tries == MostTries || !IsProgram(processFolder))
                    return [];
                Thread.Sleep(2);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // It has ended, or belongs to another user.
        }
    }

    private static bool IsProgram(string processFolder) =>
        File.ResolveLinkTarget(Path.Combine(processFolder, "exe"), returnFinalTarget: false) is not null;

    // A tenth of a second in total, also spent on a program with an empty environment.
    private const int MostTries = 50;
    private const int SigTerm = 15;
    private const int SigKill = 9;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "getsid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetSession(int process);
}
