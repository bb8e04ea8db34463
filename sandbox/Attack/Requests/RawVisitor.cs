using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace NodeBBInfra.Sandbox.Attack.Requests;

/// <summary>A client with raw requests, sent in turn on a connection that is kept alive.</summary>
/// <param name="to">The server.</param>
/// <param name="from">The source address on this machine; null for any.</param>
/// <param name="tlsName">The TLS server name; null for plain HTTP.</param>
/// <param name="headers">The header lines of every request.</param>
internal sealed class RawVisitor(IPEndPoint to, IPAddress? from, string? tlsName, params IReadOnlyList<string> headers) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private RawConnection? _connection;

    /// <summary>Sends one request and returns its response.</summary>
    /// <param name="target">The exact request target.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="method">The method.</param>
    /// <param name="more">Additional header lines.</param>
    public async Task<RawAnswer> AskAsync(
        string target,
        CancellationToken cancellationToken,
        string method = "GET",
        params IReadOnlyList<string> more
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var text = $"{method} {target} HTTP/1.1\r\n{string.Concat(headers.Concat(more).Select(line => line + "\r\n"))}\r\n";
        try
        {
            var isKept = _connection is not null;
            var answer = await TryAsync(text, method == "HEAD", limit.Token);
            // A kept-alive connection may have been closed since, which is no response to this request.
            if (answer.Status == 0 && isKept)
                answer = await TryAsync(text, method == "HEAD", limit.Token);
            if (
                answer.Status is 0 or -1 or 400 or 101
                || answer.Header("connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true
                || answer.Status == 101
            )
            {
                await DisposeAsync();
            }

            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
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

    private async Task<RawAnswer> TryAsync(string text, bool isHead, CancellationToken cancellationToken)
    {
        try
        {
            _connection ??= await RawConnection.OpenAsync(to, from, tlsName, cancellationToken);
            await _connection.WriteAsync(text, cancellationToken);
            var answer = await _connection.ReadAsync(isHead, cancellationToken);
            if (answer.Status == 0)
                await DisposeAsync();
            return answer;
        }
        catch (Exception e)
            when (e is IOException or AuthenticationException or SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            await DisposeAsync();
            return RawAnswer.Silence;
        }
    }
}
