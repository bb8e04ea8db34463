namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>What whoever runs NodeBB's code or a package's code on the host is kept to: the workers, and everything that makes a release.</summary>
/// <remarks>One list, so that none of them is kept less than another. Properties: https://www.freedesktop.org/software/systemd/man/257/systemd.exec.html</remarks>
internal static class Confinement
{
    /// <summary>Properties of a systemd service. Where it may write is for each to say (<c>ReadWritePaths</c>).</summary>
    public static IReadOnlyList<string> Properties { get; } =
    [
        "ProtectSystem=strict",
        // systemd 257 leaves it writable to a service that has the kernel's settings protected as well, and /run/lock in it is everybody's.
        "ReadOnlyPaths=/run",
        "InaccessiblePaths=-/dev/mqueue",
        "ProtectHome=true",
        "PrivateTmp=true",
        "PrivateDevices=true",
        // The one place in /dev where everybody writes would be everybody's.
        "TemporaryFileSystem=/dev/shm:mode=1777,size=64M",
        // All run as the user nodebb. A user namespace of its own keeps one from looking into another by /proc: its memory, its
        // environment, and by /proc/<pid>/root the files that are out of its own reach.
        "PrivateUsers=true",
        "ProtectClock=true",
        "ProtectControlGroups=true",
        "ProtectHostname=true",
        "ProtectKernelLogs=true",
        "ProtectKernelModules=true",
        "ProtectKernelTunables=true",
        "ProtectProc=invisible",
        "NoNewPrivileges=true",
        "CapabilityBoundingSet=",
        "AmbientCapabilities=",
        "LockPersonality=true",
        "RemoveIPC=true",
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
        "RestrictNamespaces=true",
        "RestrictRealtime=true",
        "RestrictSUIDSGID=true",
        "SystemCallArchitectures=native",
        "UMask=0022",
    ];

    /// <summary>The list as lines: for a unit's file, and for <c>units.sh</c>.</summary>
    public static string Render() => string.Join('\n', Properties) + "\n";
}
