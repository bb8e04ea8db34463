using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Tests.Edge;

namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>An edge on an API's state, with an origin that answers everything.</summary>
internal sealed class EdgeOnState : IAsyncDisposable
{
    public static readonly IPAddress Origin = IPAddress.Loopback;

    private readonly WebApplication _origin;
    private readonly WebApplication _edge;
    private readonly HttpClient _visitor;

    private EdgeOnState(WebApplication origin, WebApplication edge, X509Certificate2 root)
    {
        (_origin, _edge) = (origin, edge);
        // Visitors resolve every name to the edge and trust its CA.
        _visitor = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectCallback = async (context, cancellationToken) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
                SslOptions =
                {
                    CertificateChainPolicy = new X509ChainPolicy
                    {
                        TrustMode = X509ChainTrustMode.CustomRootTrust,
                        CustomTrustStore = { root },
                        RevocationMode = X509RevocationMode.NoCheck,
                    },
                },
            }
        )
        {
            DefaultRequestHeaders = { { "User-Agent", TestEdge.Browser } },
        };
    }

    public static async Task<EdgeOnState> StartAsync(
        CloudflareState state,
        X509Certificate2 originCertificate,
        X509Certificate2Collection trust
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(Origin, 0);
                kestrel.Listen(Origin, 0, listen => listen.UseHttps(originCertificate));
            });
        var origin = builder.Build();
        origin.Run(context => context.Response.WriteAsync("hello"));
        await origin.StartAsync();

        var certificates = new TestCertificates();
        var options = new EdgeOptions(
            IPAddress.Loopback,
            [IPAddress.Parse("127.0.1.1")],
            certificates.Issue(state.Domain),
            trust,
            HttpPort: 0,
            HttpsPort: 0
        )
        {
            OriginHttpPort = PortOf(origin, "http"),
            OriginHttpsPort = PortOf(origin, "https"),
        };
        var edge = NodeBBInfra.Sandbox.Cloudflare.Edge.Build(state, options);
        await edge.StartAsync();
        return new EdgeOnState(origin, edge, certificates.Root);
    }

    /// <summary>The status of a visitor's request.</summary>
    public async Task<int> GetAsync(string path, string scheme = "https")
    {
        using var response = await _visitor.GetAsync(new Uri($"{scheme}://{ApiServer.Domain}:{PortOf(_edge, scheme)}{path}"));
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _edge.DisposeAsync();
        await _origin.DisposeAsync();
    }

    private static int PortOf(WebApplication server, string scheme) =>
        server
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Select(address => new Uri(address))
            .Single(address => address.Scheme == scheme)
            .Port;
}
