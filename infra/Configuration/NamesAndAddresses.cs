using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration;

/// <summary>Checks of host names, addresses and the like. Each answers what to write instead, or nothing for a good value.</summary>
internal static partial class NamesAndAddresses
{
    // A certificate's common name has room for no more, and Universal SSL has no certificate for a longer one.
    private const int LongestDomain = 64;

    /// <summary>The forum's domain: a DNS name of at least two labels, short enough for a certificate.</summary>
    public static string? Domain(string value)
    {
        // What was probably meant. Only a name that is right itself is ever repeated.
        var meant = value.ToLower(CultureInfo.InvariantCulture).TrimEnd('.');
        var www = meant.StartsWith("www.", StringComparison.Ordinal);
        meant = www ? meant["www.".Length..] : meant;
        return DomainName().IsMatch(meant)
            ? value switch
            {
                _ when www => $"write the name without www., \"{meant}\"; the stack makes the www. name itself",
                _ when value.EndsWith('.') => $"write it without the final dot, \"{meant}\"",
                _ when meant.Length > LongestDomain => $"write a name of at most {LongestDomain} characters, because a certificate has no room for a longer one",
                _ when value != meant => $"write it in lower case, \"{meant}\"",
                _ => null,
            }
            : value.Any(c => c > 127)
                ? "write an international name in its ASCII form, the one that begins with xn--"
                : "write the host name alone, such as example.org";
    }

    /// <summary>An IPv4 address in the usual form of four numbers.</summary>
    public static string? Ipv4(string value) => Address(value) switch
    {
        { AddressFamily: AddressFamily.InterNetwork } => null,
        { AddressFamily: AddressFamily.InterNetworkV6 } =>
            "write the origin's IPv4 address here and this one as nodebb:originAddress6",
        _ => "write the origin's IPv4 address, such as 192.0.2.10",
    };

    /// <summary>An IPv6 address.</summary>
    public static string? Ipv6(string value) =>
        Address(value) is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } && !value.Contains('%')
            ? null
            : "write the origin's IPv6 address, such as 2001:db8::10, or leave the key out";

    /// <summary>A name or address to connect to.</summary>
    public static string? HostOrAddress(string value) =>
        Address(value) is not null || (HostName().IsMatch(value) && value.Length <= 253)
            ? null
            : "write the host name or address of the origin's SSH server, without user and port";

    /// <summary>
    /// A mail address that a certificate authority and NodeBB accept. Characters that mean something to a shell are fine; a dash at its
    /// beginning, which means something to programs, is not.
    /// </summary>
    public static string? Email(string value) =>
        MailAddress.TryCreate(value, out var parsed) && parsed.Address == value && value.All(c => c is > ' ' and < (char)127)
            && !value.Contains('"') && !value.StartsWith('-') && value.Length <= 254 && DomainName().IsMatch(parsed.Host.ToLower(CultureInfo.InvariantCulture))
            ? null
            : "write one mail address, such as admin@example.org";

    // IPAddress also parses "1" and "0x7f.1", which nobody means.
    private static IPAddress? Address(string value) =>
        IPAddress.TryParse(value, out var address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == value) ? address : null;

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]([a-z0-9-]{0,61}[a-z0-9]))\z")]
    private static partial Regex DomainName();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z")]
    private static partial Regex HostName();
}
