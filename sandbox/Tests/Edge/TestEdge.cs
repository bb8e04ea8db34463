using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Tests.Edge;

/// <summary>An edge on loopback with a small origin. Both must be configured before the first request.</summary>
internal sealed class TestEdge : IAsyncDisposable
{
    /// <summary>The visitors' User-Agent.</summary>
    public const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static int _count;
    private readonly string _domain;
    private WebApplication? _origin;
    private WebApplication? _edge;

    public TestEdge(string domain = TestZone.Name)
    {
        _domain = domain;
        Zone.Records[TestZone.Name] = [Address];
        Zone.Records[TestZone.Www] = [Address];
        OriginCertificate = Certificates.Issue(domain, "www." + domain);
        Options = new EdgeOptions(
            Address,
            [IPAddress.Parse("127.0.1.1")],
            Certificates.Issue(domain, "*." + domain),
            Certificates.Trust,
            HttpPort: 8080,
            HttpsPort: 8443
        )
        {
            OriginHttpPort = 9080,
            OriginHttpsPort = 9443,
            Clock = Clock,
        };
    }

    public TestCertificates Certificates { get; } = new();

    /// <summary>The edge's zone, unless it is started with another.</summary>
    public TestZone Zone { get; } = new();

    /// <summary>The address of edge and origin.</summary>
    public IPAddress Address { get; } = NextAddress();

    public ManualClock Clock { get; } = new();

    public EdgeOptions Options { get; set; }

    /// <summary>The origin's certificate; null for an origin without TLS.</summary>
    public X509Certificate2? OriginCertificate { get; set; }

    /// <summary>The origin's response.</summary>
    public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync("hello");

    /// <summary>The origin's requests, in order.</summary>
    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    /// <summary>Whether nothing listens on the origin's ports.</summary>
    public bool WithoutOrigin { get; set; }

    public async Task<TestEdge> StartAsync(IZone? zone = null)
    {
        if (!WithoutOrigin)
            await (_origin = BuildOrigin()).StartAsync();
        await (_edge = NodeBBInfra.Sandbox.Cloudflare.Edge.Build(zone ?? Zone, Options)).StartAsync();
        return this;
    }

    /// <summary>
    /// A visitor with a source address who resolves every hostname to the edge, trusts its certificate and follows no redirects.
    /// </summary>
    public HttpClient Visitor(string from = "127.0.0.1") =>
        new(Handler(from)) { Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { { "User-Agent", Browser } } };

    public SocketsHttpHandler Handler(string from = "127.0.0.1") =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var source = new IPEndPoint(IPAddress.Parse(from), 0);
                var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(source);
                await socket.ConnectAsync(
                    source.AddressFamily == AddressFamily.InterNetworkV6 ? Options.SecondAddress! : Address,
                    context.DnsEndPoint.Port,
                    cancellation
                );
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { Certificates.Root },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };

    public Uri Https(string target = "/", string? host = null) => new($"https://{host ?? _domain}:{Options.HttpsPort}{target}");

    public Uri Http(string target = "/", string? host = null) => new($"http://{host ?? _domain}:{Options.HttpPort}{target}");

    public async ValueTask DisposeAsync()
    {
        if (_edge is not null)
            await _edge.DisposeAsync();
        if (_origin is not null)
            await _origin.DisposeAsync();
    }

    private WebApplication BuildOrigin()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder
            .WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Listen(Address, Options.OriginHttpPort);
                kestrel.Listen(
                    Address,
                    Options.OriginHttpsPort,
                    listen =>
                    {
                        if (OriginCertificate is { } certificate)
                            listen.UseHttps(certificate);
                    }
                );
            });
        var origin = builder.Build();
        origin.UseWebSockets();
        origin.Run(context =>
        {
            Seen.Enqueue(SeenRequest.Of(context));
            return Answer(context);
        });
        return origin;
    }

    // Each edge has its own address, so that its ports can be fixed, below the kernel's ephemeral range.
    private static IPAddress NextAddress() =>
        new([
            127,
            (byte)(64 + Environment.ProcessId / 250 % 64),
            (byte)(Environment.ProcessId % 250),
            (byte)(Interlocked.Increment(ref _count) % 250 + 1),
        ]);
}

/// <summary>A request as the origin saw it. The case of header names is lost; Kestrel gives known ones their usual case.</summary>
internal sealed record SeenRequest(
    string Method,
    string Target,
    string Host,
    IPAddress From,
    bool Tls,
    IReadOnlyDictionary<string, string[]> Headers
)
{
    public string? this[string header] => Headers.TryGetValue(header, out var values) ? Assert.Single(values) : null;

    public static SeenRequest Of(HttpContext context) =>
        new(
            context.Request.Method,
            context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget,
            context.Request.Host.Value ?? "",
            context.Connection.RemoteIpAddress!,
            context.Request.IsHttps,
            context.Request.Headers.ToDictionary(
                header => header.Key,
                header => header.Value.Select(value => value ?? "").ToArray(),
                StringComparer.OrdinalIgnoreCase
            )
        );
}

/// <summary>A clock that a test sets.</summary>
internal sealed class ManualClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan time) => _now += time;
}
