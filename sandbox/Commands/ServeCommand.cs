using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>The world's server process: Cloudflare's API, the edge and the Node mirror. `up` starts it in the background.</summary>
internal static class ServeCommand
{
    /// <summary>Serves until it is told to end.</summary>
    public static async Task<int> RunAsync(WorldDirectory directory, CancellationToken cancel)
    {
        var world = WorldInfo.Load(directory) ?? throw new SandboxException($"There is no world in {directory.Root}.");
        WebApplication[] servers = [NodeMirrorServer.Build(world.NodeMirrorPath, EndPoint(world.NodeMirror))];
        await Task.WhenAll(servers.Select(server => server.StartAsync(cancel)));
        await Task.WhenAny(servers.Select(server => server.WaitForShutdownAsync(cancel)));
        await Task.WhenAll(servers.Select(server => server.StopAsync(CancellationToken.None)));
        return 0;
    }

    private static IPEndPoint EndPoint(string url) => new(IPAddress.Parse(new Uri(url).Host), new Uri(url).Port);
}
