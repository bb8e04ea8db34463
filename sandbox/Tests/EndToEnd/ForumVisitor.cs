using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using NodeBBInfra.Tests.Edge;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>A remote browser that resolves the forum's name to one address and trusts the sandbox's CAs.</summary>
internal sealed class ForumVisitor : IDisposable
{
    private static readonly Uri Forum = new($"https://{WorldFixture.Domain}");
    private readonly HttpClient _http;

    public ForumVisitor(IPAddress address, IEnumerable<string> authorityFiles)
    {
        var trust = new X509Certificate2Collection();
        foreach (var file in authorityFiles)
            trust.ImportFromPemFile(file);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(trust);
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(10),
                ConnectCallback = async (context, cancellationToken) =>
                {
                    var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellationToken);
                    OwnAddress = ((IPEndPoint)socket.LocalEndPoint!).Address;
                    return new NetworkStream(socket, ownsSocket: true);
                },
                SslOptions = new() { CertificateChainPolicy = policy },
            }
        )
        {
            BaseAddress = Forum,
        };

        // Browser Integrity Check, on in every zone, challenges requests without a User-Agent.
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(TestEdge.Browser);
    }

    /// <summary>The source address of the last connection.</summary>
    public IPAddress? OwnAddress { get; private set; }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>What is at an address; fails unless it is there.</summary>
    public Task<string> TextAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    public async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body);
        return await _http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public async Task<ClientWebSocket> ConnectAsync(string path)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("User-Agent", TestEdge.Browser);
        socket.Options.SetRequestHeader("Origin", Forum.OriginalString);
        await socket.ConnectAsync(new Uri(new Uri($"wss://{Forum.Host}"), path), _http, CancellationToken.None);
        return socket;
    }

    /// <summary>The CSRF token of the visitor's session, which begins with the first request.</summary>
    public async Task<string> TokenAsync()
    {
        using var config = JsonDocument.Parse(await _http.GetStringAsync(new Uri("/api/config", UriKind.Relative)));
        return config.RootElement.GetProperty("csrf_token").GetString()!;
    }

    /// <summary>Logs in with additional headers in every request and returns the address that the forum logged.</summary>
    public async Task<string> LoggedAddressAsync(string user, string password, IEnumerable<(string Name, string Value)> claims)
    {
        foreach (var (name, value) in claims)
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        var token = await TokenAsync();
        using var login = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = JsonContent.Create(new { username = user, password }),
        };
        login.Headers.Add("x-csrf-token", token);
        using var answer = await _http.SendAsync(login);
        answer.EnsureSuccessStatusCode();
        using var profile = JsonDocument.Parse(await _http.GetStringAsync(new Uri($"/api/user/{user}", UriKind.Relative)));
        return profile.RootElement.GetProperty("ips")[0].GetString()!;
    }

    public void Dispose() => _http.Dispose();
}
