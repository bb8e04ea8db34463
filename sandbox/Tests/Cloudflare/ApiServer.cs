using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>The simulated API on loopback with its own zone.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string Domain = "example.org";
    public const string ZoneId = "023e105f4ecef8ad9ca31a8372d0c353";
    public const string Token = "test-token-of-the-simulated-cloudflare-0";

    public const string ReadToken = "read-token-of-the-simulated-cloudflare-0";

    private readonly TempDirectory _folder = new();
    private readonly WebApplication _server;

    private ApiServer(bool takesStandIns)
    {
        State = new CloudflareState(StateFile, Domain, ZoneId, Token) { TakesStandInCertificates = takesStandIns, ReadToken = ReadToken };
        _server = CloudflareApi.Build(State, new IPEndPoint(IPAddress.Loopback, 0));
    }

    public CloudflareState State { get; }

    public string StateFile => _folder["cloudflare.json"];

    public HttpClient Client { get; private set; } = null!;

    public static async Task<ApiServer> StartAsync(bool takesStandIns = false)
    {
        var server = new ApiServer(takesStandIns);
        await server._server.StartAsync();
        var address = server._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Client = new HttpClient { BaseAddress = new Uri(address) };
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return server;
    }

    /// <summary>Sends a request below /client/v4; <c>{zone}</c> in the path is replaced.</summary>
    public async Task<(int Status, JsonElement Json)> SendAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            "/client/v4" + path.Replace("{zone}", $"/zones/{ZoneId}", StringComparison.Ordinal)
        );
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    /// <summary>Sends a request that must succeed and returns its result.</summary>
    public async Task<JsonElement> OkAsync(string method, string path, object? body = null)
    {
        var (status, json) = await SendAsync(method, path, body);
        Assert.True(status == 200, $"{method} {path}: {status} {json}");
        return json.GetProperty("result");
    }

    /// <summary>Sends a request that must be refused and returns its error.</summary>
    public async Task<JsonElement> RefusedAsync(int expectedStatus, int expectedCode, string method, string path, object? body = null)
    {
        var before = State.Zone;
        var (status, json) = await SendAsync(method, path, body);
        Assert.True(status == expectedStatus, $"{method} {path}: {status} {json}");
        Assert.False(json.GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("result").ValueKind);
        var error = Assert.Single(json.GetProperty("errors").EnumerateArray().ToList());
        Assert.Equal(expectedCode, error.GetProperty("code").GetInt32());
        Assert.Same(before, State.Zone);
        return error;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
