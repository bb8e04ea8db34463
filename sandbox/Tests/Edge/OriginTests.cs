using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Tests.Edge;

/// <summary>Connections to the origin: failures and source addresses.</summary>
public sealed class OriginTests
{
    [Fact]
    public async Task An_origin_without_tls_is_525()
    {
        await using var edge = await new TestEdge { OriginCertificate = null }.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        await EdgeError.IsAsync(response, 525);
    }

    [Fact]
    public async Task A_refused_connection_is_521()
    {
        await using var edge = await new TestEdge { WithoutOrigin = true }.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        await EdgeError.IsAsync(response, 521);
    }

    [Fact]
    public async Task A_connection_that_nobody_takes_is_522()
    {
        await using var edge = new TestEdge { WithoutOrigin = true };
        edge.Options = edge.Options with { ConnectTimeout = TimeSpan.FromMilliseconds(300) };
        // Linux drops SYNs when the backlog is full, like a firewall.
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(edge.Address, edge.Options.OriginHttpsPort));
        listener.Listen(0);
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)listener.LocalEndPoint!);
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        await EdgeError.IsAsync(response, 522);
    }

    [Fact]
    public async Task An_origin_that_no_address_of_the_edge_reaches_is_523()
    {
        await using var edge = new TestEdge { WithoutOrigin = true };
        edge.Zone.Records[TestZone.Name] = [IPAddress.IPv6Loopback];
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        await EdgeError.IsAsync(response, 523);
    }

    [Fact]
    public async Task An_origin_that_says_nothing_for_too_long_is_524()
    {
        await using var edge = new TestEdge { Answer = context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted) };
        edge.Options = edge.Options with { ReadTimeout = TimeSpan.FromMilliseconds(500) };
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        await EdgeError.IsAsync(response, 524);
    }

    [Fact]
    public async Task An_origin_that_hangs_up_is_520()
    {
        await using var edge = await new TestEdge
        {
            Answer = context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
        }.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        await EdgeError.IsAsync(response, 520);
    }

    [Fact]
    public async Task The_origins_own_errors_pass_as_they_are()
    {
        await using var edge = await new TestEdge
        {
            Answer = context =>
            {
                context.Response.StatusCode = 503;
                return context.Response.WriteAsync("maintenance");
            },
        }.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("maintenance", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task One_visitors_requests_come_from_many_edge_addresses()
    {
        await using var edge = new TestEdge();
        IPAddress[] sources = [.. Enumerable.Range(1, 8).Select(i => IPAddress.Parse($"127.0.1.{i}"))];
        edge.Options = edge.Options with { Sources = [.. sources, IPAddress.IPv6Loopback] };
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        for (var i = 0; i < 60; i++)
            using (await visitor.GetAsync(edge.Https())) { }

        var used = edge.Seen.Select(seen => seen.From).ToHashSet();
        Assert.Subset(sources.ToHashSet(), used);
        // With eight sources and sixty draws, the chance of missing three is below one in ten million.
        Assert.True(used.Count >= 6, $"Only {string.Join(", ", used)}.");
    }

    [Fact]
    public async Task An_origin_is_spoken_to_from_an_address_of_its_own_family()
    {
        await using var edge = new TestEdge { WithoutOrigin = true };
        edge.Zone.Settings["ssl"] = "flexible";
        edge.Zone.Records[TestZone.Name] = [IPAddress.IPv6Loopback];
        using var origin = new TcpListener(IPAddress.IPv6Loopback, 0);
        origin.Start();
        edge.Options = edge.Options with
        {
            Sources = [IPAddress.Parse("127.0.1.1"), IPAddress.IPv6Loopback],
            OriginHttpPort = ((IPEndPoint)origin.LocalEndpoint).Port,
        };
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        var asking = visitor.GetAsync(edge.Https());
        using var connection = await origin.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await connection.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
        using var response = await asking;

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(IPAddress.IPv6Loopback, ((IPEndPoint)connection.Client.RemoteEndPoint!).Address);
    }

    [Fact]
    public async Task A_second_address_of_the_origin_is_tried_when_the_first_refuses()
    {
        await using var edge = new TestEdge();
        edge.Zone.Records[TestZone.Name] = [IPAddress.Parse("127.2.0.1"), .. edge.Zone.Records[TestZone.Name]];
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        for (var i = 0; i < 10; i++)
        {
            using (var response = await visitor.GetAsync(edge.Https()))
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }
}
