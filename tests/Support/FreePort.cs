using System.Net;
using System.Net.Sockets;

namespace NodeBBInfra.Tests.Support;

/// <summary>A TCP port that nobody listens on.</summary>
internal static class FreePort
{
    /// <summary>One on loopback, unless somebody takes it meanwhile.</summary>
    public static int Take(bool ipv6 = false)
    {
        using var listener = new TcpListener(ipv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
