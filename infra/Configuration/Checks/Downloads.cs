using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>
/// Validates where Node and certificates come from. Each method returns what to write instead, or null for a valid value.
/// </summary>
internal static partial class Downloads
{
    /// <summary>A mirror's base URL. http is enough, because downloads have a checksum.</summary>
    public static string? Mirror(string value) =>
        IsAddress(value, "https", "http") ? null : "write the mirror's address, such as https://nodejs.org/dist";

    /// <summary>The URL of an ACME directory.</summary>
    public static string? AcmeDirectory(string value) =>
        IsAddress(value, "https")
            ? null
            : "write the https address of the certificate authority's directory, such as https://acme-v02.api.letsencrypt.org/directory";

    /// <summary>A Node.js version.</summary>
    public static string? NodeVersion(string value) =>
        Version().IsMatch(value) ? null : "write a version of three numbers, such as 22.12.0";

    /// <summary>A SHA-256 checksum.</summary>
    public static string? Sha256(string value) =>
        Checksum().IsMatch(value) ? null : "write the 64 digits 0-9 and a-f that SHASUMS256.txt gives for the linux-x64.tar.gz file";

    private static bool IsAddress(string value, params string[] schemes) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && schemes.Contains(uri.Scheme)
        && IsVisible(value)
        && uri is { Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" };

    /// <summary>Whether all characters are printable ASCII without spaces. Uri trims spaces at the ends and escapes the others.</summary>
    internal static bool IsVisible(string value) => value.All(c => c is > ' ' and < (char)127);

    [GeneratedRegex(@"\A[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Checksum();
}
