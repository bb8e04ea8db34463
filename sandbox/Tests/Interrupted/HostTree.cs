namespace NodeBBInfra.Tests.Interrupted;

/// <summary>What is on a host: every file with its digest, and users, units, timers, crontabs and firewall rules. One per line.</summary>
internal static class HostTree
{
    // Left out: logs, caches, and what systemd, dpkg and apt write about themselves.
    private const string Script = """
        set -euo pipefail
        cd /
        find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./run -o -path ./tmp -o -path ./var/tmp -o -path ./var/log \
          -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/lib/systemd -o -path ./var/lib/ucf \
          -o -path ./root -o -path './etc/*-' -o -path ./etc/ld.so.cache -o -name __pycache__ -o -name '.pwd.lock' \) -prune \
          -o -type f -printf '%P %m %u:%g ' -exec sh -c 'sha256sum <"$1" | cut -c 1-16' sh {} \; \
          -o -printf '%P %y %m %u:%g %l\n' | LC_ALL=C sort
        systemctl list-unit-files --no-legend | awk '{ print "unit", $1, $2 }' | grep -v '\.scope ' | sort
        systemctl list-units --all --plain --no-legend --type=service,timer,socket,path | awk '$3 == "active" { print "active", $1 }' | sort
        nft list ruleset 2>/dev/null | sed 's/^/nft /' || true
        """;

    public static async Task<IReadOnlyList<string>> TakeAsync(ForumWorld world) =>
        (await world.OnHostAsync(Script)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The tree without what is new since <paramref name="before"/> and belongs to a Debian package.</summary>
    public static async Task<IReadOnlyList<string>> WithoutPackagesAsync(
        ForumWorld world,
        IReadOnlyList<string> before,
        IReadOnlyList<string> tree
    )
    {
        var owned = (await world.OnHostAsync("cat /var/lib/dpkg/info/*.list")).Split('\n').Select(path => path.TrimStart('/')).ToHashSet();
        var known = before.ToHashSet();
        return [.. tree.Where(line => known.Contains(line) || !owned.Contains(line.Split(' ')[0]))];
    }

    public static void AssertSame(IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        Assert.True(
            expected.SequenceEqual(actual),
            string.Join('\n', [.. expected.Except(actual).Select(l => $"- {l}"), .. actual.Except(expected).Select(l => $"+ {l}")])
        );
}
