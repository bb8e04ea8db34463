namespace NodeBBInfra.Sandbox.Host;

/// <summary>
/// The container's place among the control groups. Where systemd runs this machine, systemd gives it one; elsewhere systemd-nspawn stays in the group that it
/// was started in, and two containers in one group would manage each other's services.
/// </summary>
internal static class HostCgroup
{
    /// <summary>Whether systemd runs this machine (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_booted.html">sd_booted</see>).</summary>
    public static bool SystemdIsHere => Directory.Exists("/run/systemd/system");

    /// <summary>Makes the groups that the container starts in; none where systemd sees to it.</summary>
    public static IReadOnlyList<string> Make(string name)
    {
        if (SystemdIsHere)
            return [];
        var groups = Folders(name);
        foreach (var group in groups)
            Directory.CreateDirectory(group);
        return groups;
    }

    /// <summary>Removes them when the container is gone.</summary>
    public static void Remove(string name)
    {
        foreach (var group in Folders(name).Where(Directory.Exists))
            RemoveTree(group);
    }

    // The group's files vanish with the directory; only directories can be, and need to be, removed.
    private static void RemoveTree(string group)
    {
        foreach (var child in Directory.EnumerateDirectories(group))
            RemoveTree(child);
        Directory.Delete(group);
    }

    // The unified hierarchy and, where there is one, systemd's own old one: the two that a container's systemd uses.
    private static string[] Folders(string name) =>
    [
        .. File.ReadLines("/proc/self/mounts").Select(line => line.Split(' '))
            .Where(mount => mount[2] == "cgroup2" || (mount[2] == "cgroup" && mount[3].Split(',').Contains("name=systemd")))
            .Select(mount => Path.Combine(mount[1], name)),
    ];
}
