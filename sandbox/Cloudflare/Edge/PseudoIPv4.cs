using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Class E addresses for IPv6 visitors, hashed from the first 64 bits, so that a network shares one. Cloudflare's hash is not published;
/// this is another. https://developers.cloudflare.com/network/pseudo-ipv4/
/// </summary>
internal static class PseudoIPv4
{
    /// <summary>The pseudo address; null for IPv4 visitors.</summary>
    public static IPAddress? Of(IPAddress visitor)
    {
        if (visitor.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        var hash = SHA256.HashData(visitor.GetAddressBytes().AsSpan(0, 8));
        return new IPAddress([(byte)(hash[0] | 0xf0), hash[1], hash[2], hash[3]]);
    }
}
