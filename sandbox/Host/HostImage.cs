namespace NodeBBInfra.Sandbox.Host;

/// <summary>The Debian image that every host starts from, like a provider's fresh machine.</summary>
internal static class HostImage
{
    private const string Suite = "trixie";

    private static readonly string[] Packages =
    [
        "systemd",
        "systemd-sysv",
        "libpam-systemd",
        "dbus",
        "openssh-server",
        "sudo",
        "ca-certificates",
        "iproute2",
        "nftables",
        "curl",
        "netbase",
        "procps",
        "less",
        "tzdata",
    ];

    /// <summary>Masks units that only make sense at a real machine's first boot.</summary>
    private static readonly string[] Hooks =
    [
        "for unit in systemd-firstboot.service console-getty.service systemd-resolved.service; do ln -sf /dev/null \"$1/etc/systemd/system/$unit\"; done",
        "rm -f \"$1\"/etc/ssh/ssh_host_*",
        "echo uninitialized >\"$1/etc/machine-id\"",
        "rm -f \"$1/etc/hostname\" \"$1/etc/resolv.conf\"",
    ];

    /// <summary>No fsync and no manual pages, because the packages go with the world.</summary>
    private static readonly string[] DpkgOptions =
    [
        "force-unsafe-io",
        "path-exclude=/usr/share/man/*",
        "path-exclude=/usr/share/doc/*",
        "path-include=/usr/share/doc/*/copyright",
        "path-exclude=/usr/share/locale/*",
    ];

    /// <summary>Returns the image's directory, made on first use (about 20 s) from this machine's mirror.</summary>
    public static async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        var (debian, security) = await DebianMirror.FindAsync(cancellationToken);
        string[] arguments =
        [
            "--variant=minbase",
            $"--include={string.Join(',', Packages)}",
            .. DpkgOptions.Select(option => $"--dpkgopt={option}"),
            .. Hooks.Select(hook => $"--customize-hook={hook}"),
        ];
        string[] sources = [$"deb {debian} {Suite} main", $"deb {debian} {Suite}-updates main", $"deb {security} {Suite}-security main"];
        var recipe = string.Join('\n', [.. arguments, .. sources]);
        return await RecipeCache.GetAsync(
            "image",
            recipe,
            folder => MakeAsync([.. arguments, Suite, folder, .. sources], cancellationToken),
            cancellationToken
        );
    }

    private static Task<string> MakeAsync(string[] arguments, CancellationToken cancellationToken) =>
        Shell.RunAsync("mmdebstrap", arguments, TimeSpan.FromMinutes(10), directory: "/", cancellationToken: cancellationToken);
}
