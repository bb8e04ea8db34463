using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>What a world could leave on this machine, as comparable lines. Other worlds' are excluded, because they come and go.</summary>
internal static partial class MachineState
{
    public static async Task<IReadOnlyList<string>> ReadAsync(string worldDirectory)
    {
        var lines = new List<string>();
        lines.AddRange(await LinesAsync("ip", "-brief", "address"));
        lines.AddRange(await LinesAsync("ip", "netns", "list"));
        lines.AddRange(await LinesAsync("nft", "list", "tables"));
        lines.AddRange(File.ReadLines("/proc/mounts").Where(line => line.Contains(worldDirectory, StringComparison.Ordinal)));
        lines.AddRange(Directory.EnumerateDirectories("/sys/fs/cgroup", "nbi-*", SearchOption.AllDirectories));
        lines.AddRange(
            Directory.Exists("/run/systemd/nspawn/propagate") ? Directory.EnumerateDirectories("/run/systemd/nspawn/propagate") : []
        );
        lines.AddRange(Processes(worldDirectory));
        return [.. lines.Where(line => !OtherWorld().IsMatch(line)).Select(WithoutState).Order()];
    }

    /// <summary>Index 98 belongs to the tests.</summary>
    [GeneratedRegex(@"nbi[-_](?!98\b|host-98\b)")]
    private static partial Regex OtherWorld();

    // The id in "(id: 3)" depends on earlier namespaces.
    private static string WithoutState(string line) => Regex.Replace(line, @" \(id: \d+\)", "");

    private static IEnumerable<string> Processes(string worldDirectory) =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Select(folder => (Folder: folder, Text: Read(folder, "environ") + Read(folder, "cmdline")))
            .Where(p => p.Text.Contains(worldDirectory, StringComparison.Ordinal) && p.Folder != $"/proc/{Environment.ProcessId}")
            .Select(p => $"process {Read(p.Folder, "comm").Trim()}");

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task<string[]> LinesAsync(string program, params string[] arguments)
    {
        if (Tools.Find(program) is not { } path)
            return []; // Not installed before the first `up`, so there is nothing either.
        var result = await RunningProcess.RunAsync(path, arguments, TimeSpan.FromSeconds(20));
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
