using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Addresses of class E for visitors with IPv6, made of their network's first 64 bits, so that all of a network have the same. Cloudflare's hash is not published;
/// this is another. https://developers.cloudflare.com/network/pseudo-ipv4/
/// </summary>
internal static class PseudoIPv4
{
    /// <summary>The made-up address; null for a visitor with IPv4.</summary>
    public static IPAddress? Of(IPAddress visitor)
    {
        if (visitor.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        var hash = SHA256.HashData(visitor.GetAddressBytes().AsSpan(0, 8));
        return new IPAddress([(byte)(hash[0] | 0xf0), hash[1], hash[2], hash[3]]);
    }
}
