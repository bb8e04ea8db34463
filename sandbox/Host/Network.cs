using System.Net;
using System.Net.Sockets;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>The world's network links and addresses on this machine.</summary>
internal sealed class Network(WorldAddresses addresses)
{
    /// <summary>Whether this machine's kernel has IPv6. Without it, a world has only IPv4.</summary>
    public static bool HasIPv6 => File.Exists("/proc/net/if_inet6");

    /// <summary>Creates what is missing of the edge's link and of the hosts' way out; idempotent.</summary>
    /// <param name="edgeSources">The edge's source addresses, from Cloudflare's ranges.</param>
    /// <param name="cancellationToken">Cancels between two commands.</param>
    public async Task UpAsync(IEnumerable<IPAddress> edgeSources, CancellationToken cancellationToken)
    {
        // A pair of links on this machine: a dummy link would need a module that not every kernel has.
        if (!LinkExists(addresses.EdgeLink))
            await Ip(["link", "add", addresses.EdgeLink, "type", "veth", "peer", "name", addresses.EdgePeer], cancellationToken);
        // One batch: 60 separate runs of ip would take a second.
        await Batch(null, EdgeSide(edgeSources), cancellationToken);
        await ShareConnectionAsync(cancellationToken);
    }

    /// <summary>Creates what is missing of a host's namespace and link; idempotent.</summary>
    public static async Task UpAsync(HostAddresses host, CancellationToken cancellationToken)
    {
        if (!File.Exists($"/run/netns/{host.Namespace}"))
            await Ip(["netns", "add", host.Namespace], cancellationToken);
        if (!LinkExists(host.Link))
            await Ip(["link", "add", host.Link, "type", "veth", "peer", "name", "host0", "netns", host.Namespace], cancellationToken);
        await Batch(null, MachineSide(host), cancellationToken);
        await Batch(host.Namespace, HostSide(host), cancellationToken);
    }

    /// <summary>Removes whatever exists of it, without the hosts.</summary>
    public async Task DownAsync()
    {
        await Shell.TryRunAsync("nft", ["delete", "table", "ip", addresses.NftTable]);
        await DeleteLinkAsync(addresses.EdgeLink);
    }

    /// <summary>Removes whatever exists of a host's.</summary>
    public static async Task DownAsync(HostAddresses host)
    {
        await DeleteLinkAsync(host.Link);
        if (File.Exists($"/run/netns/{host.Namespace}"))
            await Shell.TryRunAsync("ip", ["netns", "delete", host.Namespace]);
    }

    private static async Task DeleteLinkAsync(string link)
    {
        if (LinkExists(link))
            await Shell.TryRunAsync("ip", ["link", "delete", link]);
    }

    private static bool LinkExists(string link) => Directory.Exists($"/sys/class/net/{link}");

    private IEnumerable<string> EdgeSide(IEnumerable<IPAddress> edgeSources) =>
        edgeSources
            .Concat([addresses.Edge, addresses.Edge6, addresses.Services])
            .Select(address =>
                address.AddressFamily == AddressFamily.InterNetwork
                    ? $"address replace {address}/32 dev {addresses.EdgeLink}"
                    : $"address replace {address}/128 dev {addresses.EdgeLink} nodad"
            )
            .Append($"link set {addresses.EdgePeer} up")
            .Append($"link set {addresses.EdgeLink} up");

    private static IEnumerable<string> MachineSide(HostAddresses host) =>
        [
            $"address replace {host.Gateway}/28 dev {host.Link}",
            $"address replace {host.Gateway6}/80 dev {host.Link} nodad",
            $"link set {host.Link} up",
        ];

    private static IEnumerable<string> HostSide(HostAddresses host) =>
        [
            "link set lo up",
            $"address replace {host.Origin}/28 dev host0",
            $"address replace {host.Origin6}/80 dev host0 nodad",
            "link set host0 up",
            $"route replace default via {host.Gateway}",
            $"route replace default via {host.Gateway6} dev host0",
        ];

    /// <summary>NAT: the hosts reach the package registries with this machine's address.</summary>
    private async Task ShareConnectionAsync(CancellationToken cancellationToken)
    {
        var a = addresses;
        var rules = $$"""
            table ip {{a.NftTable}}
            delete table ip {{a.NftTable}}
            table ip {{a.NftTable}} {
              chain postrouting {
                type nat hook postrouting priority srcnat
                ip saddr {{a.HostNetworks}} oifname != "nbi-*" masquerade
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
