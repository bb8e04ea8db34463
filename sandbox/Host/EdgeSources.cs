using System.Net;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>Chooses the addresses from which a world's edge connects to the origin.</summary>
internal static class EdgeSources
{
    private const int PerRange = 2;

    private static readonly string[] Ranges =
    [
        "173.245.48.0/20", "103.21.244.0/22", "103.22.200.0/22", "103.31.4.0/22", "141.101.64.0/18", "108.162.192.0/18", "190.93.240.0/20", "188.114.96.0/20",
        "197.234.240.0/22", "198.41.128.0/17", "162.158.0.0/15", "104.16.0.0/13", "104.24.0.0/14", "172.64.0.0/13", "131.0.72.0/22",
        "2400:cb00::/32", "2606:4700::/32", "2803:f800::/32", "2405:b500::/32", "2405:8100::/32", "2a06:98c0::/29", "2c0f:f248::/32",
    ];

    /// <summary>
    /// Two addresses out of each range. They become addresses of this machine, which then cannot reach the real ones, so they are taken
    /// from the very end of each range, where Cloudflare has no anycast service that a package registry could sit behind. Worlds get
    /// different ones.
    /// </summary>
    public static IReadOnlyList<IPAddress> Choose(int worldIndex) =>
        [.. Ranges.Select(IPNetwork.Parse).SelectMany(range => Enumerable.Range(0, PerRange).Select(i => FromEnd(range, 2 + PerRange * worldIndex + i)))];

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
