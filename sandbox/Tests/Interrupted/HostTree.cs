using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>What is on a host: every file with its digest, and users, units, timers, crontabs and firewall rules. One per line.</summary>
internal static partial class HostTree
{
    // Left out: logs, caches, and what dpkg and apt write about themselves. Of /run only what could be the stack's.
    private const string Script = """
        set -euo pipefail
        cd /
        left_out=(-path ./proc -o -path ./sys -o -path ./dev -o -path ./run -o -path ./tmp -o -path ./var/tmp -o -path ./var/log -o -path ./var/cache \
          -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/lib/systemd/random-seed -o -path ./var/lib/ucf -o -path './etc/*-' \
          -o -path ./etc/passwd -o -path ./etc/shadow -o -path ./etc/group -o -path ./etc/gshadow -o -path ./etc/ld.so.cache -o -name __pycache__ -o -name .pwd.lock)
        find . -xdev \( "${left_out[@]}" \) -prune -o -printf '%P %y %m %u:%g %l\n' | LC_ALL=C sort
        find . -xdev \( "${left_out[@]}" \) -prune -o -type f -print0 | xargs -0 sha256sum | sed -E 's|^([0-9a-f]{16})[0-9a-f]*  \./(.*)|\2 is \1|' | LC_ALL=C sort
        find run -maxdepth 2 -regex '.*\(nodebb\|redis\|nginx\|certbot\|letsencrypt\).*' -printf 'run/%P %y %m %u:%g\n' | LC_ALL=C sort
        getent passwd | sed 's/^/user /'
        getent group | sed 's/^/group /'
        systemctl list-unit-files --no-legend | awk '{ print "unit", $1, $2 }' | grep -v '\.scope ' | sort
        systemctl list-units --all --plain --no-legend --type=service,timer,socket,path | awk '$3 == "active" { print "active", $1 }' | sort
        sysctl net.ipv4.tcp_migrate_req | sed 's/^/sysctl /'
        nft list ruleset 2>/dev/null | sed 's/^/nft /' || true
        """;

    public static async Task<IReadOnlyList<string>> TakeAsync(ForumWorld world) =>
        (await world.OnHostAsync(Script)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is new since <paramref name="before"/> and does not come with a Debian package.</summary>
    public static async Task<IReadOnlyList<string>> NewAsync(ForumWorld world, IReadOnlyList<string> before, IReadOnlyList<string> tree)
    {
        var owned = (await world.OnHostAsync("cat /var/lib/dpkg/info/*.list")).Split('\n').Select(path => path.TrimStart('/')).ToHashSet();
        return [.. tree.Except(before).Where(line => !owned.Contains(line.Split(' ')[0]) && !OfPackages().IsMatch(line))];
    }

    public static void AssertSame(IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        Assert.True(
            expected.SequenceEqual(actual),
            string.Join('\n', [.. expected.Except(actual).Select(l => $"- {l}"), .. actual.Except(expected).Select(l => $"+ {l}")])
        );

    // What the packages' own scripts make.
    [GeneratedRegex(
        "^(etc/(rc[0-6].d/K01(nginx|redis-server)|nginx/sites-enabled/default|inputrc|python3)|usr/local/lib/python3|var/www|"
            + "var/lib/(nginx[ /]|python[ /]|redis |systemd/(deb-systemd-helper-|timers/stamp-certbot))|(user|group) redis:|unit (certbot|nginx|redis-server@?)\\.)"
    )]
    private static partial Regex OfPackages();
}
