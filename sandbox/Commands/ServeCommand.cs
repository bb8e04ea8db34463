using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using NodeBBInfra.Sandbox.Acme;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>The world's server process, started by `up` in the background: Cloudflare's API, the edge and the Node mirror.</summary>
internal static class ServeCommand
{
    /// <summary>Serves until canceled.</summary>
    public static async Task<int> RunAsync(WorldDirectory directory, CancellationToken cancellationToken)
    {
        var world = WorldInfo.Load(directory) ?? throw new SandboxException($"There is no world in {directory.Root}.");
        var state = new CloudflareState(directory.ZoneFile, world.Zone, world.ZoneId, world.CloudflareApi.Token);
        WebApplication[] servers =
        [
            CloudflareApi.Build(state, EndPoint(world.CloudflareApi.BaseUrl)),
            Edge.Build(state, EdgeOptions(directory, world, state.OriginCaRoot)),
            NodeMirrorServer.Build(world.NodeMirrorPath, EndPoint(world.NodeMirror)),
        ];
        await Task.WhenAll(servers.Select(server => server.StartAsync(cancellationToken)));
        await Task.WhenAny(servers.Select(server => server.WaitForShutdownAsync(cancellationToken)));
        await Task.WhenAll(servers.Select(server => server.StopAsync(CancellationToken.None)));
        return 0;
    }

    private static EdgeOptions EdgeOptions(WorldDirectory directory, WorldInfo world, X509Certificate2 originCaRoot)
    {
        var trusted = new X509Certificate2Collection { originCaRoot };
        trusted.ImportFromPemFile(directory.AcmeRoots);
        var certificate = X509Certificate2.CreateFromPemFile(
            SandboxCa.CertificateFile(directory, "edge"),
            SandboxCa.KeyFile(directory, "edge")
        );
        return new EdgeOptions(IPAddress.Parse(world.EdgeAddress), [.. world.EdgeSources.Select(IPAddress.Parse)], certificate, trusted)
        {
            SecondAddress = world.EdgeAddress6 is { } second ? IPAddress.Parse(second) : null,
        };
    }

    private static IPEndPoint EndPoint(string url) => new(IPAddress.Parse(new Uri(url).Host), new Uri(url).Port);
}
