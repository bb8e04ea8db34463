namespace NodeBBInfra.Sandbox.Host;

/// <summary>
/// The container's cgroup. systemd creates one if it runs this machine. Otherwise systemd-nspawn stays in the cgroup it was started in,
/// and two containers in one cgroup would manage each other's services.
/// </summary>
internal static class HostCgroup
{
    /// <summary>
    /// Whether systemd runs this machine
    /// (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_booted.html">sd_booted</see>).
    /// </summary>
    public static bool SystemdIsHere => Directory.Exists("/run/systemd/system");

    /// <summary>Creates the cgroups that the container starts in; none under systemd.</summary>
    public static IReadOnlyList<string> Make(string name)
    {
        if (SystemdIsHere)
            return [];
        var groups = Folders(name);
        foreach (var group in groups)
            Directory.CreateDirectory(group);
        return groups;
    }

    /// <summary>Removes the cgroups and kills what is left in them: after SIGKILL of systemd-nspawn the container may live on.</summary>
    /// <exception cref="SandboxException">A process in them does not end.</exception>
    public static async Task RemoveAsync(string name)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(10);
        var groups = Folders(name).Where(Directory.Exists).SelectMany(Tree).ToArray();
        while (groups.Any(Directory.Exists))
        {
            foreach (var group in groups.Where(Directory.Exists))
            {
                foreach (var process in File.ReadLines(Path.Combine(group, "cgroup.procs")).Where(line => line != "0"))
                    await Shell.TryRunAsync("sh", ["-c", "kill -KILL \"$1\"", "sh", process]);
                TryRemove(group);
            }
            if (DateTime.UtcNow > deadline)
                throw new SandboxException($"The control group {groups.First(Directory.Exists)} does not become empty.");
            await Task.Delay(50);
        }
    }

    // Deepest first.
    private static IEnumerable<string> Tree(string group) => Directory.EnumerateDirectories(group).SelectMany(Tree).Append(group);

    // The kernel removes a cgroup's files with its directory; only rmdir works.
    private static void TryRemove(string group)
    {
        try
        {
            Directory.Delete(group);
        }
        catch (IOException)
        {
            // Not empty yet.
        }
    }

    // cgroup v2 and, in hybrid mode, systemd's v1 hierarchy: a container's systemd uses both.
    private static string[] Folders(string name) =>
        [
            .. File.ReadLines("/proc/self/mounts")
                .Select(line => line.Split(' '))
                .Where(mount => mount[2] == "cgroup2" || (mount[2] == "cgroup" && mount[3].Split(',').Contains("name=systemd")))
                .Select(mount => Path.Combine(mount[1], name)),
        ];
}
