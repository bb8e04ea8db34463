using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Tests.Edge;

/// <summary>https://developers.cloudflare.com/fundamentals/reference/http-headers/</summary>
public sealed partial class HeaderTests
{
    [Fact]
    public async Task The_origin_gets_exactly_the_documented_headers()
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor(from: "127.0.0.9");

        using var response = await visitor.GetAsync(edge.Https("/topic/1?page=2"));

        var seen = Assert.Single(edge.Seen);
        Assert.Equal("/topic/1?page=2", seen.Target);
        Assert.True(seen.Tls);
        Assert.Equal($"{TestZone.Name}:{edge.Options.HttpsPort}", seen.Host);
        Assert.Equal("127.0.0.9", seen["CF-Connecting-IP"]);
        Assert.Equal("127.0.0.9", seen["X-Forwarded-For"]);
        Assert.Equal("https", seen["X-Forwarded-Proto"]);
        Assert.Equal("""{"scheme":"https"}""", seen["CF-Visitor"]);
        Assert.Equal("XX", seen["CF-IPCountry"]);
        Assert.Equal("cloudflare; loops=1", seen["CDN-Loop"]);
        Assert.Equal("br, gzip", seen["Accept-Encoding"]);
        Assert.Matches(Ray(), seen["CF-Ray"]);
        Assert.Equal(seen["CF-Ray"], response.Headers.GetValues("CF-Ray").Single());
    }

    [Fact]
    public async Task The_request_goes_out_byte_for_byte()
    {
        await using var edge = new TestEdge { WithoutOrigin = true };
        edge.Zone.Settings["ssl"] = "flexible";
        using var origin = new TcpListener(edge.Address, edge.Options.OriginHttpPort);
        origin.Start();
        await edge.StartAsync();
        using var visitor = edge.Visitor(from: "127.0.0.9");
        using var request = new HttpRequestMessage(HttpMethod.Get, edge.Https("/x"))
        {
            Headers = { { "Connection", "close" }, { "Cookie", "a=1; b=2" } },
        };

        var asking = visitor.SendAsync(request);
        using var connection = await origin.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(20));
        var buffer = new byte[4096];
        var head = Encoding.ASCII.GetString(buffer, 0, await connection.GetStream().ReadAsync(buffer));
        await connection.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
        using var response = await asking;

        Assert.Equal(
            [
                "GET /x HTTP/1.1",
                "Accept-Encoding: br, gzip",
                "CDN-Loop: cloudflare; loops=1",
                "CF-Connecting-IP: 127.0.0.9",
                "CF-IPCountry: XX",
                $"CF-Ray: {response.Headers.GetValues("CF-Ray").Single()}",
                """CF-Visitor: {"scheme":"https"}""",
                "Connection: Keep-Alive",
                "Cookie: a=1; b=2",
                $"Host: {TestZone.Name}:{edge.Options.HttpsPort}",
                $"User-Agent: {TestEdge.Browser}",
                "X-Forwarded-For: 127.0.0.9",
                "X-Forwarded-Proto: https",
            ],
            Lines(head)
        );

        static IEnumerable<string> Lines(string head)
        {
            var lines = head.TrimEnd().Split("\r\n");
            return [lines[0], .. lines.Skip(1).Order(StringComparer.Ordinal)];
        }
    }

    [Theory]
    [InlineData("http", "on", "h2=\":8443\"; ma=60")]
    [InlineData("https", "on", null)]
    [InlineData("http", "off", null)]
    public async Task Opportunistic_encryption_tells_http_visitors_of_the_other_port(string scheme, string setting, string? arrives)
    {
        await using var edge = new TestEdge();
        edge.Zone.Settings["opportunistic_encryption"] = setting;
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(scheme == "http" ? edge.Http() : edge.Https());

        Assert.Equal(arrives, response.Headers.TryGetValues("Alt-Svc", out var told) ? told.Single() : null);
    }

    [Fact]
    public async Task The_visitor_gets_the_edge_as_the_server_and_no_internal_headers()
    {
        await using var edge = new TestEdge
        {
            Answer = context =>
            {
                context.Response.Headers.Server = "nginx";
                context.Response.Headers["X-Accel-Redirect"] = "/secret";
                context.Response.Headers["X-Powered-By"] = "NodeBB";
                context.Response.Headers.SetCookie = "express.sid=1; Path=/";
                return context.Response.WriteAsync("hello");
            },
        };
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        Assert.Equal("cloudflare", response.Headers.Server.Single().ToString());
        Assert.Equal("DYNAMIC", response.Headers.GetValues("CF-Cache-Status").Single());
        Assert.Equal("NodeBB", response.Headers.GetValues("X-Powered-By").Single());
        Assert.Equal("express.sid=1; Path=/", response.Headers.GetValues("Set-Cookie").Single());
        Assert.False(response.Headers.Contains("X-Accel-Redirect"));
        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_path_arrives_byte_for_byte()
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor();
        var target = "/topic/%E2%9C%93%2Fa%20b/..%2F//x?q=%7Bx%7D&y=a+b&z=%";
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(
                edge.Https().ToString().TrimEnd('/') + target,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );

        using var response = await visitor.SendAsync(request);

        Assert.Equal(target, Assert.Single(edge.Seen).Target);
    }

    [Fact]
    public async Task Http_2_visitors_are_served_and_the_origin_sees_http_1_1()
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, edge.Https())
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await visitor.SendAsync(request);

        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
        Assert.Equal($"{TestZone.Name}:{edge.Options.HttpsPort}", Assert.Single(edge.Seen).Host);
    }

    [GeneratedRegex("^[0-9a-f]{16}-AMS$")]
    private static partial Regex Ray();
}
