using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Connects to origins from a random source address, with the TLS and the certificate checks of the zone's SSL mode.
/// </summary>
internal sealed class OriginConnector(EdgeOptions options)
{
    // The kernel then chooses the port at connect time, so that a source address is not limited to 28,000 connections in total. ip(7)
    private const int IpLevel = 0,
        IpBindAddressNoPort = 24;

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(OriginTarget.Key, out var target))
            throw new InvalidOperationException("A request to an origin without its target.");
        var stream = new NetworkStream(await ConnectAsync(target, cancellationToken), ownsSocket: true);
        return target.Tls ? await SecureAsync(stream, target, cancellationToken) : stream;
    }

    private async Task<Socket> ConnectAsync(OriginTarget target, CancellationToken cancellationToken)
    {
        var addresses = target.Addresses.ToArray();
        Random.Shared.Shuffle(addresses);
        OriginFault? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, target.Port), cancellationToken);
            }
            catch (OriginFault fault)
            {
                last = fault;
            }
        }

        throw last ?? new OriginFault(523, $"{target.Host} has no address.");
    }

    private async Task<Socket> ConnectAsync(IPEndPoint origin, CancellationToken cancellationToken)
    {
        var socket = new Socket(origin.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.ConnectTimeout);
        try
        {
            Bind(socket, origin);
            await socket.ConnectAsync(origin, limit.Token);
            return socket;
        }
        catch (Exception exception)
        {
            socket.Dispose();
            throw exception switch
            {
                SocketException failure => OriginFault.Connecting(failure),
                OperationCanceledException when !cancellationToken.IsCancellationRequested => new OriginFault(
                    522,
                    $"No connection to {origin} within {options.ConnectTimeout}."
                ),
                _ => exception,
            };
        }
    }

    private void Bind(Socket socket, IPEndPoint origin)
    {
        if (options.Sources.Count == 0)
            return;
        var sources = options.Sources.Where(source => source.AddressFamily == origin.AddressFamily).ToArray();
        if (sources.Length == 0)
            throw new OriginFault(523, $"The edge has no address of {origin}'s family.");
        socket.SetRawSocketOption(IpLevel, IpBindAddressNoPort, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(sources[RandomNumberGenerator.GetInt32(sources.Length)], 0));
    }

    private async Task<Stream> SecureAsync(NetworkStream stream, OriginTarget target, CancellationToken cancellationToken)
    {
        string? problem = null;
        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = target.Host,
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                    {
                        if (target.Strict)
                            problem = Problem(certificate, chain, target.Host);
                        return problem is null;
                    },
                },
                cancellationToken
            );
            return tls;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            await tls.DisposeAsync();
            throw problem is null ? new OriginFault(525, exception.Message, exception) : new OriginFault(526, problem);
        }
    }

    private string? Problem(X509Certificate? certificate, X509Chain? chain, string host) =>
        certificate is X509Certificate2 leaf
            ? OriginCertificate.Problem(leaf, chain?.ChainPolicy.ExtraStore ?? [], host, options.OriginTrust)
            : "The origin sent no certificate.";
}
