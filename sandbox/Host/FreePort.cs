using System.Net;
using System.Net.Sockets;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>A TCP port that nobody listens on.</summary>
internal static class FreePort
{
    /// <summary>One that is free on all addresses, unless somebody takes it meanwhile.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
