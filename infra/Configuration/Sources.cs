using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration;

/// <summary>Checks of where software and certificates come from. Each answers what to write instead, or nothing for a good value.</summary>
internal static partial class Sources
{
    /// <summary>A git repository that a host can reach.</summary>
    public static string? Repository(string value)
    {
        const string advice = "write a repository that the origin can reach: https://…, git://…, ssh://user@host/path or user@host:path";
        if (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "git" or "ssh")
        {
            return uri switch
            {
                _ when uri.UserInfo.Contains(':') =>
                    "leave user and password out, because the stack's file and the host keep them in plain text, and use an SSH deploy key",
                _ when Visible(value) && uri.Host.Length > 0 && uri.AbsolutePath.Length > 1 => null,
                _ => advice,
            };
        }

        return ScpLike().IsMatch(value) ? null : advice;
    }

    /// <summary>A tag, branch or commit, in characters that neither git nor a shell nor a path can take for something else.</summary>
    public static string? Ref(string value) =>
        GitRef().IsMatch(value) && !value.Contains("..", StringComparison.Ordinal) && !value.Contains("//", StringComparison.Ordinal)
            ? null
            : "write a tag, branch or commit made of letters, digits and . _ - /, such as v4.11.2";

    /// <summary>The base address of a mirror. http is enough: what comes from it has a checksum.</summary>
    public static string? Mirror(string value) =>
        IsAddress(value, "https", "http") ? null : "write the mirror's address, such as https://nodejs.org/dist";

    /// <summary>The address of an ACME directory.</summary>
    public static string? AcmeDirectory(string value) =>
        IsAddress(value, "https")
            ? null
            : "write the https address of the certificate authority's directory, such as https://acme-v02.api.letsencrypt.org/directory";

    /// <summary>A version of Node.</summary>
    public static string? NodeVersion(string value) => Version().IsMatch(value) ? null : "write a version of three numbers, such as 22.12.0";

    /// <summary>A SHA-256 checksum.</summary>
    public static string? Sha256(string value) =>
        Checksum().IsMatch(value) ? null : "write the 64 digits 0-9 and a-f that SHASUMS256.txt gives for the linux-x64.tar.gz file";

    private static bool IsAddress(string value, params string[] schemes) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && Visible(value)
        && uri is { Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" };

    // Uri takes spaces at either end and escapes those inside.
    private static bool Visible(string value) => value.All(c => c is > ' ' and < (char)127);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[A-Za-z0-9_~/][^\s:]*\z")]
    private static partial Regex ScpLike();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._/-]{0,199}(?<![/.])\z")]
    private static partial Regex GitRef();

    [GeneratedRegex(@"\A[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Checksum();
}
