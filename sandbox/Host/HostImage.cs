namespace NodeBBInfra.Sandbox.Host;

/// <summary>The Debian system that every host starts from, as a provider's fresh machine would be.</summary>
internal static class HostImage
{
    private const string Suite = "trixie";

    private static readonly string[] Packages =
    [
        "systemd", "systemd-sysv", "libpam-systemd", "dbus", "openssh-server", "sudo", "ca-certificates", "iproute2", "nftables", "curl", "netbase", "procps",
        "less", "tzdata",
    ];

    /// <summary>What the sandbox does to the system besides: units that only make sense at a real machine's first boot are masked.</summary>
    private static readonly string[] Hooks =
    [
        "for unit in systemd-firstboot.service console-getty.service systemd-resolved.service; do ln -sf /dev/null \"$1/etc/systemd/system/$unit\"; done",
        "rm -f \"$1\"/etc/ssh/ssh_host_*",
        "echo uninitialized >\"$1/etc/machine-id\"",
        "rm -f \"$1/etc/hostname\" \"$1/etc/resolv.conf\"",
    ];

    /// <summary>Packages are thrown away with the world: no waiting for the disk, and no manual pages that nobody reads here.</summary>
    private static readonly string[] DpkgOptions =
    [
        "force-unsafe-io", "path-exclude=/usr/share/man/*", "path-exclude=/usr/share/doc/*", "path-include=/usr/share/doc/*/copyright", "path-exclude=/usr/share/locale/*",
    ];

    /// <summary>Gives the directory of the image, made on first use (about 20 s) from the mirror that this machine uses.</summary>
    public static async Task<string> GetAsync(CancellationToken cancel)
    {
        var (debian, security) = await DebianMirror.FindAsync(cancel);
        string[] arguments =
        [
            "--variant=minbase", $"--include={string.Join(',', Packages)}",
            .. DpkgOptions.Select(option => $"--dpkgopt={option}"),
            .. Hooks.Select(hook => $"--customize-hook={hook}"),
        ];
        string[] sources =
        [
            $"deb {debian} {Suite} main", $"deb {debian} {Suite}-updates main", $"deb {security} {Suite}-security main",
        ];
        var recipe = string.Join('\n', [.. arguments, .. sources]);
        return await Cache.GetAsync("image", recipe, folder => MakeAsync([.. arguments, Suite, folder, .. sources], cancel), cancel);
    }

    private static Task<string> MakeAsync(string[] arguments, CancellationToken cancel) =>
        Shell.RunAsync("mmdebstrap", arguments, TimeSpan.FromMinutes(10), directory: "/", cancel: cancel);
}
