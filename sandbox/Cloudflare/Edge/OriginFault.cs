using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Why the origin did not answer, as a Cloudflare error.</summary>
/// <remarks>https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/</remarks>
internal sealed class OriginFault(int code, string detail, Exception? inner = null) : Exception(detail, inner)
{
    /// <summary>520 to 526.</summary>
    public int Code { get; } = code;

    /// <summary>The code's title.</summary>
    public string Title =>
        Code switch
        {
            521 => "Web server is down",
            522 => "Connection timed out",
            523 => "Origin is unreachable",
            524 => "A timeout occurred",
            525 => "SSL handshake failed",
            526 => "Invalid SSL certificate",
            _ => "Web server is returning an unknown error",
        };

    /// <summary>The fault of a failed connection.</summary>
    public static OriginFault Connecting(SocketException exception) =>
        new(
            exception.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => 521,
                SocketError.TimedOut => 522,
                SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.AddressNotAvailable =>
                    523,
                _ => 520,
            },
            exception.Message,
            exception
        );

    /// <summary>The fault of a failed request.</summary>
    public static OriginFault Forwarding(ForwarderError error, Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is OriginFault fault)
                return fault;
        }

        return new OriginFault(error == ForwarderError.RequestTimedOut ? 524 : 520, exception?.Message ?? error.ToString(), exception);
    }
}
