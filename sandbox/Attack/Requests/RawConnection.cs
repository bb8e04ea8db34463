using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace NodeBBInfra.Sandbox.Attack.Requests;

/// <summary>A connection with requests written byte by byte: an HTTP library would normalize malformed ones.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private const int MaxBody = 8 << 20;
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _start,
        _end;

    private RawConnection(Socket socket, Stream stream) => (_socket, _stream) = (socket, stream);

    /// <summary>Opens a connection, with TLS if there is a server name.</summary>
    public static async Task<RawConnection> OpenAsync(IPEndPoint to, IPAddress? from, string? tlsName, CancellationToken cancellationToken)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (from is not null)
                socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(to, cancellationToken);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (tlsName is null)
                return new RawConnection(socket, stream);
            var tls = new SslStream(stream);
#pragma warning disable CA5359 // Whoever attacks takes any certificate.
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = tlsName, RemoteCertificateValidationCallback = (_, _, _, _) => true },
                cancellationToken
            );
#pragma warning restore CA5359
            return new RawConnection(socket, tls);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Writes text as Latin-1.</summary>
    public async Task WriteAsync(string text, CancellationToken cancellationToken) =>
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <summary>Reads one response, with any framing.</summary>
    public async Task<RawAnswer> ReadAsync(bool isHead, CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        if (line is null)
            return RawAnswer.Silence;
        if (!line.StartsWith("HTTP/1.", StringComparison.Ordinal) || line.Length < 12)
            return new RawAnswer(-1, RawAnswer.Silence.Headers, Encoding.Latin1.GetBytes(line)); // Not HTTP, or HTTP/0.9.
        var status = int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var headers = new List<(string Name, string Value)>();
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } header)
        {
            headers.Add(
                (header.Split(':')[0].Trim().ToLowerInvariant(), header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
            );
        }

        var lookup = headers.ToLookup(header => header.Name, header => header.Value);
        return new RawAnswer(status, lookup, isHead || status is 204 or 304 or 101 ? [] : await ReadBodyAsync(lookup, cancellationToken));
    }

    /// <summary>Whether there is data to read or the peer has closed the connection.</summary>
    public bool HasNews => _start < _end || _socket.Poll(0, SelectMode.SelectRead);

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _socket.Dispose();
    }

    private async Task<byte[]> ReadBodyAsync(ILookup<string, string> headers, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (headers["transfer-encoding"].Any(value => value.Contains("chunked", StringComparison.OrdinalIgnoreCase)))
        {
            while (
                await ReadLineAsync(cancellationToken) is { } size
                && int.TryParse(size.Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length)
                && length > 0
            )
            {
                await CopyAsync(body, length, cancellationToken);
                await ReadLineAsync(cancellationToken);
            }
            while (await ReadLineAsync(cancellationToken) is { Length: > 0 }) { }
        }
        else
        {
            await CopyAsync(
                body,
                headers["content-length"].FirstOrDefault() is { } length ? long.Parse(length, CultureInfo.InvariantCulture) : MaxBody,
                cancellationToken
            );
        }
        return body.ToArray();
    }

    private async Task CopyAsync(MemoryStream body, long length, CancellationToken cancellationToken)
    {
        while (length > 0 && (_start < _end || await FillAsync(cancellationToken)))
        {
            var taken = (int)Math.Min(length, _end - _start);
            if (body.Length < MaxBody)
                body.Write(_buffer, _start, taken);
            _start += taken;
            length -= taken;
        }
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length < 64 * 1024 && (_start < _end || await FillAsync(cancellationToken)))
        {
            var c = (char)_buffer[_start++];
            if (c == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(c);
        }
        return line.Length > 0 ? line.ToString() : null;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        try
        {
            _end = await _stream.ReadAsync(_buffer, cancellationToken);
        }
        catch (IOException)
        {
            _end = 0; // The connection was closed.
        }
        return _end > 0;
    }
}
