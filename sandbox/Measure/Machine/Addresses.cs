using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>The network inside the namespace: it has all of Cloudflare's addresses and many visitors' ones.</summary>
internal static class Addresses
{
    private static readonly WorldAddresses World = new(0);
    private static readonly HostAddresses Host = new(0, 0);

    public static IPAddress Edge => World.Edge;

    public static IPAddress Edge6 => World.Edge6;

    public static IPAddress Origin => Host.Origin;

    public static IPAddress Origin6 => Host.Origin6;

    // Shared address space of providers (RFC 6598) and the documentation range (RFC 3849).
    private static readonly string[] Visitors = ["100.64.0.0/10", "2001:db8::/32"];

    /// <summary>Source addresses of the edge: some from each of Cloudflare's ranges.</summary>
    public static IReadOnlyList<IPAddress> EdgeSources(int perRange) =>
        [
            .. IpRanges
                .V4.Concat(IpRanges.V6)
                .Select(IPNetwork.Parse)
                .SelectMany(range => Enumerable.Range(0, perRange).Select(_ => RandomOf(range))),
        ];

    /// <summary>Configures the network of this namespace.</summary>
    public static async Task MakeAsync(CancellationToken cancellationToken)
    {
        var lines = new[] { Edge, Edge6, Origin, Origin6 }
            .Select(address => $"address add {address} dev lo")
            .Prepend("link set lo up")
            .Concat(Visitors.Concat(IpRanges.V4).Concat(IpRanges.V6).Select(range => $"route add local {range} dev lo"));
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, lines, cancellationToken);
            await Shell.RunAsync("ip", ["-batch", file], cancellationToken: cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
        // For IPv4, a local route is enough to bind to its addresses; IPv6 needs this.
        Set("ipv6/ip_nonlocal_bind", "1");
        // Above the listening ports.
        Set("ipv4/ip_local_port_range", "10000 65000");
    }

    private static void Set(string name, string value) => File.WriteAllText($"/proc/sys/net/{name}", value);

    private static IPAddress RandomOf(IPNetwork range)
    {
        var bytes = RandomNumberGenerator.GetBytes(range.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 4 : 16);
        var prefix = range.BaseAddress.GetAddressBytes();
        for (var bit = 0; bit < range.PrefixLength; bit++)
        {
            var mask = (byte)(0x80 >> bit % 8);
            bytes[bit / 8] = (byte)(bytes[bit / 8] & ~mask | prefix[bit / 8] & mask);
        }
        return new IPAddress(bytes);
    }
}
