using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration;

/// <summary>Checks of where software and certificates come from. Each answers what to write instead, or nothing for a good value.</summary>
internal static partial class Sources
{
    /// <summary>A git repository that a host can reach, without anything in it that lets somebody in.</summary>
    public static string? Repository(string value)
    {
        var ssh = value.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase);
        return value switch
        {
            _ when Address().IsMatch(value) || SshAddress().IsMatch(value) || ScpLike().IsMatch(value) => null,
            _ when ssh && Login().Match(value).Value.Contains(':') =>
                "leave the password out, because previews, the state and the host have this in plain text, and set a deploy key as nodebb:repositoryKey",
            _ when !ssh && Login().IsMatch(value) =>
                "leave the user and password or token out, because previews, the state and the host have this in plain text, and set a token as nodebb:repositoryToken",
            _ when value.Contains("://", StringComparison.Ordinal) && value.AsSpan().ContainsAny('?', '#') =>
                "leave out what begins with ? or #; what to install is a tag, branch or commit in nodebb:nodebbRef, and a token goes into nodebb:repositoryToken",
            _ => "write a repository that the origin can reach: https://…, ssh://user@host/path or user@host:path, or with a whole commit as nodebb:nodebbRef also git://… or http://…",
        };
    }

    /// <summary>How a right repository is reached.</summary>
    public static WayToRepository WayTo(string repository) => repository switch
    {
        _ when repository.StartsWith("https://", StringComparison.Ordinal) => WayToRepository.Https,
        _ when Address().IsMatch(repository) => WayToRepository.Unproven,
        _ => WayToRepository.Ssh,
    };

    /// <summary>A repository for a message about it: what may let somebody in is left out.</summary>
    public static string WithoutLogin(string repository) =>
        QueryOrFragment().Replace(AnyLogin().Replace(repository, "…@"), "$1…");

    /// <summary>A token for an https server. The advice never repeats it.</summary>
    public static string? Token(string value) =>
        Visible(value.Trim()) && value.Trim() is { Length: > 0 and <= 1000 } token && !token.StartsWith(':') && !token.EndsWith(':')
            ? null
            : "set it to the token alone, or to user:token where the server wants a certain user, without spaces";

    /// <summary>Whether it is a commit in full, which names its content.</summary>
    public static bool IsCommit(string reference) => Commit().IsMatch(reference);

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

    // Of a path, all that is visible but ? # and \, which tools read differently. A name begins with no dash.
    private const string Host = @"([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?";
    private const string Path = @"[!-~-[?#\\]]+";
    private const string User = "[A-Za-z0-9_][A-Za-z0-9_.-]*@";

    [GeneratedRegex($@"\A(https|http|git)://{Host}/{Path}\z")]
    private static partial Regex Address();

    [GeneratedRegex($@"\Assh://({User})?{Host}/{Path}\z")]
    private static partial Regex SshAddress();

    [GeneratedRegex($@"\A{User}[A-Za-z0-9][A-Za-z0-9.-]*:[A-Za-z0-9_~/]({Path})?\z")]
    private static partial Regex ScpLike();

    // What stands before the host.
    [GeneratedRegex(@"(?<=\A[A-Za-z]+://)[^/?#\\]*@")]
    private static partial Regex Login();

    [GeneratedRegex("[^/@]*@")]
    private static partial Regex AnyLogin();

    [GeneratedRegex("([?#]).*", RegexOptions.Singleline)]
    private static partial Regex QueryOrFragment();

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Commit();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._/-]{0,199}(?<![/.])\z")]
    private static partial Regex GitRef();

    [GeneratedRegex(@"\A[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Checksum();
}

/// <summary>How a repository is reached, and so what has to be known to trust what comes.</summary>
internal enum WayToRepository
{
    /// <summary>The server proves its name.</summary>
    Https,

    /// <summary>The server proves a key, and wants one.</summary>
    Ssh,

    /// <summary>git:// or http://: nobody proves anything.</summary>
    Unproven,
}
