using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Tests.Edge;

/// <summary>https://developers.cloudflare.com/network/websockets/</summary>
public sealed class WebSocketTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_WebSocket_goes_through_in_both_directions(string http)
    {
        await using var edge = await new TestEdge { Answer = EchoAsync }.StartAsync();
        using var socket = await ConnectAsync(edge, http);

        Assert.Equal("hello", await SayAsync(socket, "hello"));
        Assert.Equal("again", await SayAsync(socket, "again"));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Limit());

        var seen = Assert.Single(edge.Seen);
        Assert.Equal("websocket", seen["Upgrade"]);
        Assert.Equal("Upgrade", seen["Connection"]);
        Assert.Equal("127.0.0.1", seen["CF-Connecting-IP"]);
        Assert.Equal("br, gzip", seen["Accept-Encoding"]);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task With_the_setting_off_the_upgrade_never_reaches_the_origin(string http)
    {
        await using var edge = new TestEdge { Answer = EchoAsync };
        edge.Zone.Settings["websockets"] = "off";
        await edge.StartAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(edge, http));

        Assert.DoesNotContain(edge.Seen, seen => seen["Upgrade"] is not null);
    }

    [Fact]
    public async Task An_upgrade_is_subject_to_the_firewall()
    {
        await using var edge = new TestEdge { Answer = EchoAsync };
        edge.Zone.AddFirewallRule("""http.request.uri.path contains "/socket.io" """, "block");
        await edge.StartAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(edge));

        Assert.Empty(edge.Seen);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_silent_WebSocket_is_cut(string http)
    {
        await using var edge = new TestEdge { Answer = EchoAsync };
        edge.Options = edge.Options with { WebSocketIdle = TimeSpan.FromMilliseconds(500) };
        await edge.StartAsync();
        using var socket = await ConnectAsync(edge, http);
        Assert.Equal("hello", await SayAsync(socket, "hello"));

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[10], Limit()));
    }

    private static async Task<ClientWebSocket> ConnectAsync(TestEdge edge, string http = "1.1")
    {
        var socket = new ClientWebSocket
        {
            Options = { HttpVersion = Version.Parse(http), HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact },
        };
        socket.Options.SetRequestHeader("User-Agent", TestEdge.Browser);
        using var visitor = new HttpMessageInvoker(edge.Handler());
        await socket.ConnectAsync(new UriBuilder(edge.Https("/socket.io/?transport=websocket")) { Scheme = "wss" }.Uri, visitor, Limit());
        return socket;
    }

    private static async Task<string> SayAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Limit());
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, Limit());
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = (int)HttpStatusCode.BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[100];
        while (await socket.ReceiveAsync(buffer, Limit()) is { MessageType: WebSocketMessageType.Text } received)
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, Limit());
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Limit());
    }

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;
}
