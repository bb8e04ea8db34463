using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Mirror;

/// <summary>
/// The git repository from which the host installs the forum: this project's stand-in, or a real NodeBB. It has one commit with one tag.
/// Other contents get another tag, so that a change of the forum is a change of configuration.
/// </summary>
internal sealed class ForumRepository(WorldDirectory directory, string url)
{
    /// <summary>The bare repository's folder below <see cref="WorldDirectory.Git"/>.</summary>
    public const string FolderName = "forum.git";

    /// <summary>The kind of the stand-in, and its name in the NODEBB option.</summary>
    public const string StandIn = "stand-in";

    /// <summary>The kind of a real NodeBB.</summary>
    public const string RealNodeBB = "nodebb";

    private string Folder => Path.Combine(directory.Git, FolderName);

    /// <summary>Commits the stand-in forum.</summary>
    /// <param name="source">The folder of its files.</param>
    /// <param name="cancellationToken">Cancels between two commands.</param>
    public async Task<ForumRelease> UseStandInAsync(string source, CancellationToken cancellationToken)
    {
        await InitAsync(cancellationToken);
        var index = new Dictionary<string, string> { ["GIT_INDEX_FILE"] = Path.Combine(directory.Git, "index") };
        File.Delete(index["GIT_INDEX_FILE"]);
        await Shell.RunAsync(
            "git",
            [$"--git-dir={Folder}", $"--work-tree={source}", "add", "--all", "--force", "--", ".", ":!node_modules"],
            environment: index,
            directory: source,
            cancellationToken: cancellationToken
        );
        var tree = (
            await Shell.RunAsync("git", [$"--git-dir={Folder}", "write-tree"], environment: index, cancellationToken: cancellationToken)
        ).Trim();
        File.Delete(index["GIT_INDEX_FILE"]);

        // Fixed dates, so that the same files give the same commit.
        var commit = (
            await Shell.RunAsync(
                "git",
                [$"--git-dir={Folder}", "commit-tree", "-m", "Stand-in forum", tree],
                environment: Author,
                cancellationToken: cancellationToken
            )
        ).Trim();
        var tag = $"stand-in-{tree[..12]}";
        await TagAsync(tag, commit, cancellationToken);
        return new ForumRelease(url, tag, StandIn, "stand-in forum", commit);
    }

    /// <summary>Fetches a NodeBB: <c>REPOSITORY[@REF]</c>, with a URL or a local path; HEAD without a ref.</summary>
    /// <exception cref="SandboxException">The repository or the ref does not exist.</exception>
    public async Task<ForumRelease> UseNodeBBAsync(string source, CancellationToken cancellationToken)
    {
        var (repository, reference) = Split(source);
        await InitAsync(cancellationToken);
        await FetchAsync(repository, reference, cancellationToken);
        var commit = (
            await Shell.RunAsync("git", [$"--git-dir={Folder}", "rev-parse", "FETCH_HEAD^{commit}"], cancellationToken: cancellationToken)
        ).Trim();
        var version = await VersionAsync(commit, cancellationToken);
        var tag = $"nodebb-{version}-{commit[..12]}";
        await TagAsync(tag, commit, cancellationToken);
        return new ForumRelease(url, tag, RealNodeBB, $"NodeBB v{version} from {source}", commit);
    }

    /// <summary>Adds the commit to a release of an earlier version of the sandbox.</summary>
    public async Task<ForumRelease> WithCommitAsync(ForumRelease release, CancellationToken cancellationToken) =>
        release.Commit is not null
            ? release
            : release with
            {
                Commit = (
                    await Shell.RunAsync(
                        "git",
                        [$"--git-dir={Folder}", "rev-parse", $"refs/tags/{release.Ref}^{{commit}}"],
                        cancellationToken: cancellationToken
                    )
                ).Trim(),
            };

    /// <summary>
    /// The ref follows the last @ that comes after the last slash or colon; others belong to <c>git@host:path</c> or
    /// <c>https://user@host/</c>.
    /// </summary>
    internal static (string Repository, string Reference) Split(string source)
    {
        var at = source.LastIndexOf('@');
        var isReference =
            at > 0
            && source.IndexOf(':', at) < 0
            && (source.IndexOf("://", StringComparison.Ordinal) is var scheme && scheme < 0 || at > source.IndexOf('/', scheme + 3));
        return isReference ? (source[..at], source[(at + 1)..]) : (source, "HEAD");
    }

    internal static readonly Dictionary<string, string> Author = new()
    {
        ["GIT_AUTHOR_NAME"] = "NodeBBInfra",
        ["GIT_AUTHOR_EMAIL"] = "sandbox@localhost",
        ["GIT_AUTHOR_DATE"] = "2026-01-01T00:00:00Z",
        ["GIT_COMMITTER_NAME"] = "NodeBBInfra",
        ["GIT_COMMITTER_EMAIL"] = "sandbox@localhost",
        ["GIT_COMMITTER_DATE"] = "2026-01-01T00:00:00Z",
    };

    private async Task InitAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Folder))
        {
            await Shell.RunAsync(
                "git",
                ["init", "--quiet", "--bare", "--initial-branch=main", Folder],
                cancellationToken: cancellationToken
            );
        }
    }

    private async Task FetchAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string> { ["GIT_TERMINAL_PROMPT"] = "0" };
        if (Directory.Exists(repository))
        {
            // The user named the path, so git may trust it whoever owns it.
            var trust = Path.Combine(directory.Git, "gitconfig");
            await File.WriteAllTextAsync(trust, "[safe]\n\tdirectory = *\n", cancellationToken);
            environment["GIT_CONFIG_GLOBAL"] = trust;
            repository = Path.GetFullPath(repository);
        }
        var fetched = await Shell.TryRunAsync(
            "git",
            [$"--git-dir={Folder}", "fetch", "--quiet", "--no-tags", "--depth=1", repository, reference],
            TimeSpan.FromMinutes(10),
            environment: environment,
            cancellationToken: cancellationToken
        );
        if (!fetched.Succeeded)
            throw new SandboxException($"NODEBB={repository}@{reference} cannot be fetched:\n{Shell.LastLines(fetched.Error, 5)}");
    }

    private async Task<string> VersionAsync(string commit, CancellationToken cancellationToken)
    {
        // NodeBB's package.json is in install/; its setup copies it.
        var package = await Shell.TryRunAsync(
            "git",
            [$"--git-dir={Folder}", "show", $"{commit}:install/package.json"],
            cancellationToken: cancellationToken
        );
        if (!package.Succeeded)
            throw new SandboxException("The repository that NODEBB names has no install/package.json: it is not a NodeBB.");
        using var json = System.Text.Json.JsonDocument.Parse(package.Output);
        return json.RootElement.GetProperty("version").GetString() ?? "unknown";
    }

    /// <summary>Sets the only tag, and the default branch of a clone.</summary>
    private async Task TagAsync(string tag, string commit, CancellationToken cancellationToken)
    {
        foreach (var reference in new[] { $"refs/tags/{tag}", "refs/heads/main" })
            await Shell.RunAsync("git", [$"--git-dir={Folder}", "update-ref", reference, commit], cancellationToken: cancellationToken);
    }
}
