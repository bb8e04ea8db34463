using System.Net;
using System.Net.Sockets;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>The world's network links and addresses on this machine.</summary>
internal sealed class Network(WorldAddresses addresses)
{
    /// <summary>Whether this machine's kernel has IPv6. Without it, a world has only IPv4.</summary>
    public static bool HasIPv6 => File.Exists("/proc/net/if_inet6");

    /// <summary>Creates what is missing; idempotent.</summary>
    /// <param name="edgeSources">The edge's source addresses, from Cloudflare's ranges.</param>
    /// <param name="cancellationToken">Cancels between two commands.</param>
    public async Task UpAsync(IEnumerable<IPAddress> edgeSources, CancellationToken cancellationToken)
    {
        var a = addresses;
        if (!File.Exists($"/run/netns/{a.Namespace}"))
            await Ip(["netns", "add", a.Namespace], cancellationToken);
        if (!LinkExists(a.HostLink))
            await Ip(["link", "add", a.HostLink, "type", "veth", "peer", "name", "host0", "netns", a.Namespace], cancellationToken);

        // One batch each: 60 separate runs of ip would take a second.
        await Batch(null, MachineSide(edgeSources), cancellationToken);
        await Batch(a.Namespace, HostSide(), cancellationToken);
        await ShareConnectionAsync(cancellationToken);
    }

    /// <summary>Removes whatever exists of it.</summary>
    public async Task DownAsync()
    {
        await Shell.TryRunAsync("nft", ["delete", "table", "ip", addresses.NftTable]);
        if (LinkExists(addresses.HostLink))
            await Shell.TryRunAsync("ip", ["link", "delete", addresses.HostLink]);
        if (File.Exists($"/run/netns/{addresses.Namespace}"))
            await Shell.TryRunAsync("ip", ["netns", "delete", addresses.Namespace]);
    }

    private static bool LinkExists(string link) => Directory.Exists($"/sys/class/net/{link}");

    private IEnumerable<string> MachineSide(IEnumerable<IPAddress> edgeSources)
    {
        var a = addresses;
        // The edge's addresses are on the same link: a dummy link would need a module that not every kernel has.
        yield return $"address replace {a.Edge}/32 dev {a.HostLink}";
        yield return $"address replace {a.Edge6}/128 dev {a.HostLink} nodad";
        yield return $"address replace {a.Gateway}/24 dev {a.HostLink}";
        yield return $"address replace {a.Gateway6}/64 dev {a.HostLink} nodad";
        foreach (var source in edgeSources)
        {
            yield return source.AddressFamily == AddressFamily.InterNetwork
                ? $"address replace {source}/32 dev {a.HostLink}"
                : $"address replace {source}/128 dev {a.HostLink} nodad";
        }
        yield return $"link set {a.HostLink} up";
    }

    private IEnumerable<string> HostSide() =>
        [
            "link set lo up",
            $"address replace {addresses.Origin}/24 dev host0",
            $"address replace {addresses.Origin6}/64 dev host0 nodad",
            "link set host0 up",
            $"route replace default via {addresses.Gateway}",
            $"route replace default via {addresses.Gateway6} dev host0",
        ];

    /// <summary>NAT: the host reaches the package registries with this machine's address.</summary>
    private async Task ShareConnectionAsync(CancellationToken cancellationToken)
    {
        var a = addresses;
        var rules = $$"""
            table ip {{a.NftTable}}
            delete table ip {{a.NftTable}}
            table ip {{a.NftTable}} {
              chain postrouting {
                type nat hook postrouting priority srcnat
                ip saddr {{a.OriginNetwork}} oifname != "nbi-*" masquerade
              }
            }
            """;
        await WithInputFile(rules, file => Shell.RunAsync("nft", ["-f", file], cancellationToken: cancellationToken));
        await File.WriteAllTextAsync(Forwarding.File, "1\n", cancellationToken);
    }

    private static bool IsPossible(string line) => HasIPv6 || !line.Contains("::", StringComparison.Ordinal);

    private static Task<string> Ip(string[] arguments, CancellationToken cancellationToken) =>
        Shell.RunAsync("ip", arguments, cancellationToken: cancellationToken);

    private static Task Batch(string? netns, IEnumerable<string> lines, CancellationToken cancellationToken) =>
        WithInputFile(
            string.Join('\n', lines.Where(IsPossible)) + "\n",
            file => Ip([.. netns is null ? Array.Empty<string>() : ["-n", netns], "-batch", file], cancellationToken)
        );

    private static async Task WithInputFile(string text, Func<string, Task> use)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            await use(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
