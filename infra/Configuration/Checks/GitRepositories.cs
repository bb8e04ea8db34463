using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>Checks of a git repository, its token and its refs. Each returns what to write instead, or null for a right value.</summary>
internal static partial class GitRepositories
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
        Downloads.IsVisible(value.Trim()) && value.Trim() is { Length: > 0 and <= 1000 } token && !token.StartsWith(':') && !token.EndsWith(':')
            ? null
            : "set it to the token alone, or to user:token where the server wants a certain user, without spaces";

    /// <summary>Whether it is a commit in full, which names its content.</summary>
    public static bool IsCommit(string reference) => Commit().IsMatch(reference);

    /// <summary>A tag, branch or commit, in characters that neither git nor a shell nor a path can take for something else.</summary>
    public static string? Ref(string value) =>
        GitRef().IsMatch(value) && !value.Contains("..", StringComparison.Ordinal) && !value.Contains("//", StringComparison.Ordinal)
            ? null
            : "write a tag, branch or commit made of letters, digits and . _ - /, such as v4.11.2";

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
