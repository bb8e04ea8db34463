using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace NodeBBInfra.Sandbox.Attack.Requests;

/// <summary>Somebody who writes requests by hand, one after another on one connection as long as it is kept.</summary>
/// <param name="to">Whom they ask.</param>
/// <param name="from">Their address, one of this machine's; null for any.</param>
/// <param name="tlsName">The name in the TLS handshake; null for plain http.</param>
/// <param name="headers">What every request says, as lines.</param>
internal sealed class RawVisitor(IPEndPoint to, IPAddress? from, string? tlsName, params IReadOnlyList<string> headers) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private RawConnection? _connection;

    /// <summary>Sends one request and waits for its answer.</summary>
    /// <param name="target">The request's target, exactly as it is to stand in the request line.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <param name="method">The method.</param>
    /// <param name="more">More lines of headers.</param>
    public async Task<RawAnswer> AskAsync(string target, CancellationToken cancel, string method = "GET", params IReadOnlyList<string> more)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        var text = $"{method} {target} HTTP/1.1\r\n{string.Concat(headers.Concat(more).Select(line => line + "\r\n"))}\r\n";
        try
        {
            var isKept = _connection is not null;
            var answer = await TryAsync(text, method == "HEAD", limit.Token);
            // A connection that was kept may have been closed meanwhile; that is no answer to this request.
            if (answer.Status == 0 && isKept)
                answer = await TryAsync(text, method == "HEAD", limit.Token);
            if (answer.Status is 0 or -1 or 400 or 101 || answer.Header("connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true || answer.Status == 101)
                await DisposeAsync();
            return answer;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await DisposeAsync();
            throw new InvalidOperationException($"{method} {target} to {to} was not answered within {Patience.TotalSeconds:0} s");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    private async Task<RawAnswer> TryAsync(string text, bool isHead, CancellationToken cancel)
    {
        try
        {
            _connection ??= await RawConnection.OpenAsync(to, from, tlsName, cancel);
            await _connection.WriteAsync(text, cancel);
            var answer = await _connection.ReadAsync(isHead, cancel);
            if (answer.Status == 0)
                await DisposeAsync();
            return answer;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            await DisposeAsync();
            return RawAnswer.Silence;
        }
    }
}
