using System.Net;
using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>Chooses the addresses from which a world's edge connects to the origin.</summary>
internal static class EdgeSources
{
    private const int PerRange = 2;

    /// <summary>
    /// Two addresses out of each range. They become addresses of this machine, which then cannot reach the real ones, so they are taken
    /// from the very end of each range, where Cloudflare has no anycast service that a package registry could sit behind. Worlds get
    /// different ones.
    /// </summary>
    public static IReadOnlyList<IPAddress> Choose(int worldIndex) =>
        [.. IpRanges.V4.Concat(IpRanges.V6).Select(IPNetwork.Parse).SelectMany(range => Enumerable.Range(0, PerRange).Select(i => FromEnd(range, 2 + PerRange * worldIndex + i)))];

    private static IPAddress FromEnd(IPNetwork range, int distance)
    {
        var bytes = range.BaseAddress.GetAddressBytes();
        for (var bit = range.PrefixLength; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] |= (byte)(0x80 >> bit % 8);

        // Distances are far below 65,536, the size of the last two bytes, and every range ends in all ones.
        var last = (bytes[^2] << 8 | bytes[^1]) - distance;
        (bytes[^2], bytes[^1]) = ((byte)(last >> 8), (byte)last);
        return new IPAddress(bytes);
    }
}
