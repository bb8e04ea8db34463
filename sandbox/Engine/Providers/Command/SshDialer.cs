using System.Net.Sockets;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace NodeBBInfra.Sandbox.Engine.Providers.Command;

/// <summary>Opens SSH connections with exponential backoff: 0.1 seconds, times 1.5 after each attempt, up to five seconds.</summary>
internal sealed class SshDialer(IProviderLog log, SshLogins logins, string urn)
{
    private const double Growth = 1.5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <exception cref="RpcException">The last dial failed.</exception>
    public async Task<SshClient> DialAsync(SshConnection connection)
    {
        var delay = FirstDelay;
        for (var failed = 1; ; failed++)
        {
            var client = connection.NewClient();
            var mismatch = false;
            client.HostKeyReceived += (_, shown) => mismatch = !shown.CanTrust;
            try
            {
                await client.ConnectAsync(CancellationToken.None);
                logins.Add();
                return client;
            }
            catch (Exception error) when (error is SshException or SocketException or OperationCanceledException or IOException)
            {
                client.Dispose();
                var limit = connection.DialErrorLimit;
                if (limit >= 0 && failed > limit)
                {
                    throw new RpcException(
                        new Status(
                            StatusCode.Unknown,
                            $"after {limit} failed attempts: {(mismatch ? "ssh: handshake failed: ssh: host key mismatch" : Describe(error, connection))}"
                        )
                    );
                }

                await log.LogAsync(
                    LogSeverity.Info,
                    urn,
                    limit < 0 ? $"Dial {failed} failed: retrying" : $"Dial {failed}/{limit} failed: retrying",
                    ephemeral: true
                );
            }

            await Task.Delay(delay);
            delay = TimeSpan.FromTicks(Math.Min((long)(delay.Ticks * Growth), LongestDelay.Ticks));
        }
    }

    private static string Describe(Exception error, SshConnection connection)
    {
        var dial = $"dial tcp {connection.Host}:{connection.Port}";
        return error switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"{dial}: connect: connection refused",
            SocketException { SocketErrorCode: SocketError.HostUnreachable } => $"{dial}: connect: no route to host",
            SocketException { SocketErrorCode: SocketError.TimedOut } or SshOperationTimeoutException or OperationCanceledException =>
                $"{dial}: i/o timeout",
            SocketException socket => $"{dial}: {socket.Message}",
            SshAuthenticationException =>
                $"ssh: handshake failed: ssh: unable to authenticate, no supported methods remain ({error.Message})",
            _ => $"ssh: handshake failed: {error.Message}",
        };
    }
}
