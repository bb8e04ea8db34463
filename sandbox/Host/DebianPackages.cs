namespace NodeBBInfra.Sandbox.Host;

/// <summary>The Debian packages that a world needs on this machine.</summary>
internal static class DebianPackages
{
    // A program, and the package that provides it.
    private static readonly (string Program, string Package)[] Needed =
    [
        ("systemd-nspawn", "systemd-container"),
        ("mmdebstrap", "mmdebstrap"),
        ("nft", "nftables"),
        ("ip", "iproute2"),
        ("pebble", "pebble"),
        ("pebble-challtestsrv", "pebble"),
        ("git", "git"),
        ("ssh", "openssh-client"),
        ("ssh-keygen", "openssh-client"),
        ("tar", "tar"),
        ("setsid", "util-linux"),
    ];

    /// <summary>Packages that are not installed.</summary>
    public static IReadOnlyList<string> Missing() =>
        [.. Needed.Where(n => Shell.Find(n.Program) is null).Select(n => n.Package).Distinct()];

    /// <summary>Installs packages.</summary>
    /// <exception cref="SandboxException">apt-get failed; the message has its last lines.</exception>
    public static async Task InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        string[] install = ["install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", .. packages];
        var limit = TimeSpan.FromMinutes(10);

        // A fresh machine has no package lists, an old one outdated ones. Update, which takes seconds, only if the install fails.
        var first = await Shell.TryRunAsync("apt-get", install, limit, environment: environment, cancellationToken: cancellationToken);
        if (first.Succeeded)
            return;
        var update = await Shell.TryRunAsync(
            "apt-get",
            ["update", "-q"],
            limit,
            environment: environment,
            cancellationToken: cancellationToken
        );
        var second = await Shell.TryRunAsync("apt-get", install, limit, environment: environment, cancellationToken: cancellationToken);
        if (!second.Succeeded)
        {
            throw new SandboxException(
                $"These Debian packages are needed and cannot be installed: {string.Join(", ", packages)}.\n{Shell.LastLines(update.Error + second.Output + second.Error, 8)}"
            );
        }
    }
}
