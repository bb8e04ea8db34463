using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>
/// The simulated Cloudflare API with an empty zone, in process on loopback. A preview needs no root and no host with it.
/// </summary>
internal sealed class LoopbackZone : IAsyncDisposable
{
    /// <summary>Only passes the plugin's format check for tokens.</summary>
    private const string Token = "placeholder-token-of-no-account-00000000";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nodebb-infra-preview-");
    private readonly WebApplication _api;

    private LoopbackZone(string domain)
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, FreePort.Take());
        Endpoint = new CloudflareEndpoint($"http://{endpoint}/client/v4", Token);
        _api = CloudflareApi.Build(
            new CloudflareState(Path.Combine(_folder.FullName, "cloudflare.json"), domain, ZoneId, Token),
            endpoint,
            LogLevel.Warning
        );
    }

    /// <summary>The zone's id.</summary>
    public string ZoneId { get; } = new('0', 32);

    /// <summary>Where the API listens.</summary>
    public CloudflareEndpoint Endpoint { get; }

    /// <summary>Starts the API.</summary>
    public static async Task<LoopbackZone> StartAsync(string domain, CancellationToken cancellationToken)
    {
        var zone = new LoopbackZone(domain);
        await zone._api.StartAsync(cancellationToken);
        return zone;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _api.StopAsync();
        await _api.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
