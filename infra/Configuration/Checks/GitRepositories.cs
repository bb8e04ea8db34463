using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>
/// Validates a git repository, its token and its refs. Each method returns what to write instead, or null for a valid value.
/// </summary>
internal static partial class GitRepositories
{
    /// <summary>A git repository that a host can reach, without credentials in its URL.</summary>
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
                "leave out what begins with ? or #; write the tag, branch or commit as nodebb:nodebbRef, and a token as nodebb:repositoryToken",
            _ =>
                "write a repository that the origin can reach: https://…, ssh://user@host/path or user@host:path, or git://… or http://… with a full commit hash as nodebb:nodebbRef",
        };
    }

    /// <summary>The protocol of a valid repository.</summary>
    public static WayToRepository WayTo(string repository) =>
        repository switch
        {
            _ when repository.StartsWith("https://", StringComparison.Ordinal) => WayToRepository.Https,
            _ when Address().IsMatch(repository) => WayToRepository.Unproven,
            _ => WayToRepository.Ssh,
        };

    /// <summary>A repository for a message, without credentials.</summary>
    public static string WithoutLogin(string repository) => QueryOrFragment().Replace(AnyLogin().Replace(repository, "…@"), "$1…");

    /// <summary>A token for an https server. The message never repeats it.</summary>
    public static string? Token(string value) =>
        Downloads.IsVisible(value.Trim())
        && value.Trim() is { Length: > 0 and <= 1000 } token
        && !token.StartsWith(':')
        && !token.EndsWith(':')
            ? null
            : "set it to the token alone, or to user:token if the server expects a certain user, without spaces";

    /// <summary>Whether it is a full commit hash, which identifies its content.</summary>
    public static bool IsCommit(string reference) => Commit().IsMatch(reference);

    /// <summary>A tag, branch or commit, limited to characters that have no special meaning for git, a shell or a path.</summary>
    public static string? Ref(string value) =>
        GitRef().IsMatch(value) && !value.Contains("..", StringComparison.Ordinal) && !value.Contains("//", StringComparison.Ordinal)
            ? null
            : "write a tag, branch or commit made of letters, digits and . _ - /, such as v4.11.2";

    // A path may have all printable characters except ? # and \, which tools parse differently. A name does not start with a dash.
    private const string Host = @"([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?";
    private const string Path = @"[!-~-[?#\\]]+";
    private const string User = "[A-Za-z0-9_][A-Za-z0-9_.-]*@";

    [GeneratedRegex($@"\A(https|http|git)://{Host}/{Path}\z")]
    private static partial Regex Address();

    [GeneratedRegex($@"\Assh://({User})?{Host}/{Path}\z")]
    private static partial Regex SshAddress();

    [GeneratedRegex($@"\A{User}[A-Za-z0-9][A-Za-z0-9.-]*:[A-Za-z0-9_~/]({Path})?\z")]
    private static partial Regex ScpLike();

    // The user info of a URL.
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
}

/// <summary>How a repository is reached, and so what it takes to trust what comes from it.</summary>
internal enum WayToRepository
{
    /// <summary>The server has a TLS certificate for its name.</summary>
    Https,

    /// <summary>The server has a host key, and requires a client key.</summary>
    Ssh,

    /// <summary>git:// or http://: no authentication.</summary>
    Unproven,
}
