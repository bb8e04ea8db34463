using System.Net;
using System.Net.Sockets;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>Whose CF-Connecting-IP nginx trusts: <c>/etc/nginx/conf.d/cloudflare-realip.conf</c>.</summary>
public static class CloudflareRealIpConf
{
    /// <summary>
    /// Renders the file. A request from Cloudflare's ranges gets the address in its CF-Connecting-IP header. Any other request keeps its
    /// own address, whatever its headers. https://developers.cloudflare.com/support/troubleshooting/restoring-visitor-ips/
    /// </summary>
    /// <param name="ranges">Cloudflare's IPv4 and IPv6 ranges in CIDR notation, in any order.</param>
    /// <exception cref="ArgumentException">A range is invalid, or a family has none. With an empty list every visitor would have
    /// Cloudflare's address.</exception>
    public static string Render(IEnumerable<string> ranges)
    {
        var networks = ranges.Select(Parse).Distinct().OrderBy(n => n, Order).ToList();
        foreach (var family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
        {
            if (!networks.Any(n => n.BaseAddress.AddressFamily == family))
                throw new ArgumentException($"The list of Cloudflare's address ranges has none of the family {family}.", nameof(ranges));
        }

        var lines = networks.Select(network => $"set_real_ip_from {network};");
        return GeneratedFile.WithHeader($"{string.Join('\n', lines)}\nreal_ip_header CF-Connecting-IP;");
    }

    // Sort the ranges, so that the file shows a diff only when the list has changed.
    private static readonly Comparer<IPNetwork> Order = Comparer<IPNetwork>.Create(
        (a, b) =>
        {
            var (x, y) = (a.BaseAddress.GetAddressBytes(), b.BaseAddress.GetAddressBytes());
            return x.Length != y.Length ? x.Length - y.Length
                : x.AsSpan().SequenceCompareTo(y) is not 0 and var bytes ? bytes
                : a.PrefixLength - b.PrefixLength;
        }
    );

    private static IPNetwork Parse(string range) =>
        IPNetwork.TryParse(range, out var network) && network.PrefixLength > 0
            ? network
            : throw new ArgumentException($"\"{range}\" is not an address range in CIDR notation.", nameof(range));
}
