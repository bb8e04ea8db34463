using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>Validates the origin's addresses. Each method returns what to write instead, or null for a valid value.</summary>
internal static partial class IpAddresses
{
    /// <summary>An IPv4 address in dotted decimal form.</summary>
    public static string? Ipv4(string value) =>
        Address(value) switch
        {
            { } address when IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) => OfTheMachineItself,
            { AddressFamily: AddressFamily.InterNetwork } => null,
            { AddressFamily: AddressFamily.InterNetworkV6 } => "write the origin's IPv4 address here and this one as nodebb:originAddress6",
            _ => "write the origin's IPv4 address, such as 192.0.2.10",
        };

    /// <summary>An IPv6 address as RFC 5952 writes it, which is how Cloudflare returns it.</summary>
    public static string? Ipv6(string value) =>
        Address(value) is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address || value.Contains('%')
            ? "write the origin's IPv6 address, such as 2001:db8::10, or leave the key out"
        : IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal ? OfTheMachineItself
        : address.ToString() != value ? $"write it as \"{address}\""
        : null;

    /// <summary>A host name or address to connect to.</summary>
    public static string? HostOrAddress(string value) =>
        Address(value)?.ToString() == value || (HostName().IsMatch(value) && value.Length <= 253)
            ? null
            : "write the host name or address of the origin's SSH server, without user and port";

    private const string OfTheMachineItself = "write the address at which others reach the origin, such as 192.0.2.10 or 2001:db8::10";

    // IPAddress also parses "1" and "0x7f.1", which are always mistakes.
    private static IPAddress? Address(string value) =>
        IPAddress.TryParse(value, out var address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == value)
            ? address
            : null;

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z")]
    private static partial Regex HostName();
}
