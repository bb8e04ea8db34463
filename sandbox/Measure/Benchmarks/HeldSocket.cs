using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks;

/// <summary>
/// One visitor's WebSocket, opened like the edge's: over TLS, from one of Cloudflare's addresses. It answers engine.io's pings.
/// </summary>
/// <remarks>https://github.com/socketio/engine.io-protocol</remarks>
internal sealed class HeldSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => _socket.State == WebSocketState.Open && !_reading.IsCompleted;

    /// <summary>Creates the HTTP invoker to nginx for many sockets.</summary>
    public static HttpMessageInvoker MakeInvoker(X509Certificate2 trusted, IReadOnlyList<IPAddress> sources) =>
        new(
            new SocketsHttpHandler
            {
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                ConnectCallback = async (_, cancellationToken) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    socket.Bind(new IPEndPoint(sources[Random.Shared.Next(sources.Count)], 0));
                    await socket.ConnectAsync(new IPEndPoint(Addresses.Origin, 443), cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
                SslOptions =
                {
                    CertificateChainPolicy = new X509ChainPolicy
                    {
                        TrustMode = X509ChainTrustMode.CustomRootTrust,
                        CustomTrustStore = { trusted },
                        RevocationMode = X509RevocationMode.NoCheck,
                    },
                },
            }
        );

    /// <summary>Opens the socket and joins the main namespace, as NodeBB's page does.</summary>
    /// <exception cref="WebSocketException">nginx or the forum refused it.</exception>
    public async Task OpenAsync(ForumSession session, HttpMessageInvoker invoker, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        _socket.Options.SetRequestHeader("Cookie", session.Cookie);
        _socket.Options.SetRequestHeader("CF-Connecting-IP", session.Visitor);
        _socket.Options.SetRequestHeader("X-Forwarded-For", session.Visitor);
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await _socket.ConnectAsync(
            new Uri($"wss://{OriginMachine.Domain.Name}/socket.io/?EIO=4&transport=websocket&_csrf={session.Token}"),
            invoker,
            limit.Token
        );
        _reading = ReadAsync();
        await SendAsync("40", limit.Token);
        await _joined.Task.WaitAsync(limit.Token);
    }

    /// <summary>Whether the forum answers an event.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync("""420["measure"]""", cancellationToken);
            await _answered.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return true;
        }
        catch (Exception e) when (e is WebSocketException or TimeoutException or InvalidOperationException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading;
        _socket.Dispose();
        _closing.Dispose();
    }

    private Task SendAsync(string packet, CancellationToken cancellationToken) =>
        _socket.SendAsync(Encoding.ASCII.GetBytes(packet), WebSocketMessageType.Text, true, cancellationToken);

    private async Task ReadAsync()
    {
        var buffer = new byte[512];
        try
        {
            while (await _socket.ReceiveAsync(buffer, _closing.Token) is { MessageType: WebSocketMessageType.Text } received)
            {
                var packet = Encoding.ASCII.GetString(buffer, 0, received.Count);
                if (packet == "2")
                    await SendAsync("3", _closing.Token);
                else if (packet.StartsWith("40", StringComparison.Ordinal))
                    _joined.TrySetResult();
                else if (packet.StartsWith("43", StringComparison.Ordinal))
                    _answered.TrySetResult();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // One side has closed it; IsOpen is now false.
        }
    }
}
