using System.Net;
using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>Chooses the source addresses of a world's edge.</summary>
internal static class EdgeSources
{
    private const int PerRange = 2;

    /// <summary>
    /// Two addresses from each Cloudflare range. They become local addresses, so this machine can no longer reach the real ones. They are
    /// therefore at the very end of each range, where no anycast service is that a package registry could use. Each world gets its own.
    /// </summary>
    public static IReadOnlyList<IPAddress> Choose(int worldIndex) =>
        [
            .. IpRanges
                .V4.Concat(IpRanges.V6)
                .Select(IPNetwork.Parse)
                .SelectMany(range => Enumerable.Range(0, PerRange).Select(i => FromEnd(range, 2 + PerRange * worldIndex + i))),
        ];

    private static IPAddress FromEnd(IPNetwork range, int distance)
    {
        var bytes = range.BaseAddress.GetAddressBytes();
        for (var bit = range.PrefixLength; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] |= (byte)(0x80 >> bit % 8);

        // Distances are far below 65,536, the range of the last two bytes, and every range ends in all ones.
        var last = (bytes[^2] << 8 | bytes[^1]) - distance;
        (bytes[^2], bytes[^1]) = ((byte)(last >> 8), (byte)last);
        return new IPAddress(bytes);
    }
}
