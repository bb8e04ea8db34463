using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>Validates domain names and email addresses. Each method returns what to write instead, or null for a valid value.</summary>
internal static partial class DnsNames
{
    // The maximum for a certificate's common name. Universal SSL issues no certificate for a longer name.
    private const int LongestDomain = 64;

    /// <summary>The forum's domain: a DNS name with at least two labels, short enough for a certificate.</summary>
    public static string? Domain(string value)
    {
        // What was probably meant. Only a valid name is repeated in the message.
        var meant = value.ToLower(CultureInfo.InvariantCulture).TrimEnd('.');
        var www = meant.StartsWith("www.", StringComparison.Ordinal);
        meant = www ? meant["www.".Length..] : meant;
        return DomainName().IsMatch(meant)
                ? value switch
                {
                    _ when www => $"write it without www., \"{meant}\"",
                    _ when value.EndsWith('.') => $"write it without the final dot, \"{meant}\"",
                    _ when meant.Length > LongestDomain =>
                        $"write a name of at most {LongestDomain} characters, because a certificate has no room for a longer one",
                    _ when value != meant => $"write it in lower case, \"{meant}\"",
                    _ => null,
                }
            : value.Any(c => c > 127) ? "write an international name in its ASCII form, the one that begins with xn--"
            : "write the host name alone, such as example.org";
    }

    /// <summary>Other forums' host names or patterns: in lower case, with at most one <c>*</c>, in the first label.</summary>
    public static IEnumerable<string> Forums(IReadOnlyList<string> patterns) =>
        patterns
            .Where(pattern => !HostPattern().IsMatch(pattern))
            .Select(pattern =>
                !pattern.Contains('*', StringComparison.Ordinal)
                && Domain(pattern) is { } advice
                && !advice.StartsWith("write the host name", StringComparison.Ordinal)
                    ? $"of {Quotes.Around(pattern)}, {advice}"
                    : $"write a host name such as staging.example.org, or with a * in its first part such as pr-*.example.org, instead of {Quotes.Around(pattern)}"
            );

    /// <summary>Why a forum cannot have a name in a zone: what to write instead; null if it can.</summary>
    public static string? InZone(string name, string zone) =>
        name == zone ? null
        : !name.EndsWith($".{zone}", StringComparison.Ordinal) ? $"write {zone}, the zone of nodebb:zoneId, or a direct subdomain"
        : name[..^(zone.Length + 1)].Contains('.')
            ? $"write a name directly below {zone}, because Universal SSL does not cover deeper names"
        : null;

    /// <summary>
    /// An email address that a certificate authority and NodeBB accept. Characters that are special in a shell are fine. A leading dash is
    /// not, because programs take it for an option.
    /// </summary>
    public static string? Email(string value) =>
        MailAddress.TryCreate(value, out var parsed)
        && parsed.Address == value
        && value.All(c => c is > ' ' and < (char)127)
        && !value.Contains('"')
        && !value.StartsWith('-')
        && value.Length <= 254
        && DomainName().IsMatch(parsed.Host.ToLower(CultureInfo.InvariantCulture))
            ? null
            : "write one mail address, such as admin@example.org";

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]([a-z0-9-]{0,61}[a-z0-9]))\z")]
    private static partial Regex DomainName();

    [GeneratedRegex(@"\A(?!\.|\*\.)[a-z0-9-]*\*?[a-z0-9-]*(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+\z")]
    private static partial Regex HostPattern();
}
