using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Sandbox.Host;
using ProductSettings = NodeBBInfra.Components.Edge.ZoneSettings;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>The sandbox's edge in front of the origin, with the stack's zone settings and records.</summary>
internal sealed class EdgeMachine : IAsyncDisposable
{
    private const string Token = "token-of-the-measurement-0123456789abcde";
    private const int SourcesPerRange = 24;

    /// <summary>The number of source addresses of the edge.</summary>
    public static int Sources => SourcesPerRange * (IpRanges.V4.Count + IpRanges.V6.Count);

    private static readonly string ZoneId = new('0', 32);

    private readonly WebApplication _edge;

    private EdgeMachine(WebApplication edge, string authorityFile) => (_edge, AuthorityFile) = (edge, authorityFile);

    /// <summary>Not 443, because nginx listens there on all addresses of the same machine.</summary>
    public const int HttpsPort = 8443;

    private const int HttpPort = 8080;

    /// <summary>The CA that visitors trust, in PEM.</summary>
    public string AuthorityFile { get; }

    /// <summary>Creates the zone and starts the edge. The origin must exist, because it gets its certificate here.</summary>
    public static async Task<EdgeMachine> StartAsync(CancellationToken cancellationToken)
    {
        var state = new CloudflareState($"{Mounts.Base}/zone.json", OriginMachine.Domain.Name, ZoneId, Token);
        await FillZoneAsync(state, cancellationToken);
        Certificates.Issue(state);
        var (certificate, authority) = Certificates.ForEdge();
        var options = new EdgeOptions(
            Addresses.Edge,
            Addresses.EdgeSources(SourcesPerRange),
            certificate,
            new X509Certificate2Collection(state.OriginCaRoot),
            HttpPort,
            HttpsPort
        )
        {
            SecondAddress = Addresses.Edge6,
        };
        var edge = Edge.Build(state, options);
        await edge.StartAsync(cancellationToken);
        return new EdgeMachine(edge, authority);
    }

    public ValueTask DisposeAsync() => _edge.DisposeAsync();

    // Through the API, like the stack. Without the stack's rules, which do not affect the choice of a worker.
    private static async Task FillZoneAsync(CloudflareState state, CancellationToken cancellationToken)
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, 8787);
        await using var api = CloudflareApi.Build(state, endpoint, LogLevel.Warning);
        await api.StartAsync(cancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{endpoint}{CloudflareApi.BasePath}/zones/{ZoneId}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        foreach (var (type, address) in new[] { ("A", Addresses.Origin), ("AAAA", Addresses.Origin6) })
        {
            await SendAsync(
                HttpMethod.Post,
                "dns_records",
                new
                {
                    type,
                    name = OriginMachine.Domain.Name,
                    content = address.ToString(),
                    ttl = 1,
                    proxied = true,
                }
            );
        }

        foreach (var (id, value) in ProductSettings.Render())
            await SendAsync(HttpMethod.Patch, $"settings/{id}", new { value });

        async Task SendAsync(HttpMethod method, string path, object body)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            using var answer = await client.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new SandboxException($"{method} {path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
