using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Mirror;

/// <summary>
/// The git repository that the host installs the forum from: the stand-in of this project, or a NodeBB from elsewhere. It holds one commit under one tag, and
/// another content has another tag, so that a change of the forum is a change of configuration.
/// </summary>
internal sealed class ForumRepository(WorldDirectory directory, string url)
{
    /// <summary>The bare repository's folder below <see cref="WorldDirectory.Git"/>.</summary>
    public const string FolderName = "forum.git";

    /// <summary>The kind of the stand-in, also what NODEBB may say to name it.</summary>
    public const string StandIn = "stand-in";

    /// <summary>The kind of a NodeBB from elsewhere.</summary>
    public const string RealNodeBB = "nodebb";

    private string Folder => Path.Combine(directory.Git, FolderName);

    /// <summary>Makes the stand-in forum the one to install.</summary>
    /// <param name="source">The folder with its files.</param>
    /// <param name="cancel">Stops between two commands.</param>
    public async Task<ForumRelease> UseStandInAsync(string source, CancellationToken cancel)
    {
        await InitAsync(cancel);
        var index = new Dictionary<string, string> { ["GIT_INDEX_FILE"] = Path.Combine(directory.Git, "index") };
        File.Delete(index["GIT_INDEX_FILE"]);
        await Shell.RunAsync("git", [$"--git-dir={Folder}", $"--work-tree={source}", "add", "--all", "--force", "--", ".", ":!node_modules"], environment: index, directory: source, cancel: cancel);
        var tree = (await Shell.RunAsync("git", [$"--git-dir={Folder}", "write-tree"], environment: index, cancel: cancel)).Trim();
        File.Delete(index["GIT_INDEX_FILE"]);

        // No clock in it: the same files are the same commit.
        var commit = (await Shell.RunAsync("git", [$"--git-dir={Folder}", "commit-tree", "-m", "Stand-in forum", tree], environment: Author, cancel: cancel)).Trim();
        var tag = $"stand-in-{tree[..12]}";
        await TagAsync(tag, commit, cancel);
        return new ForumRelease(url, tag, StandIn, "stand-in forum", commit);
    }

    /// <summary>Makes a NodeBB the one to install: <c>REPOSITORY[@REF]</c>, a URL or a path of this machine; its HEAD when no ref is named.</summary>
    /// <exception cref="SandboxException">There is no such repository or ref.</exception>
    public async Task<ForumRelease> UseNodeBBAsync(string source, CancellationToken cancel)
    {
        var (repository, reference) = Split(source);
        await InitAsync(cancel);
        await FetchAsync(repository, reference, cancel);
        var commit = (await Shell.RunAsync("git", [$"--git-dir={Folder}", "rev-parse", "FETCH_HEAD^{commit}"], cancel: cancel)).Trim();
        var version = await VersionAsync(commit, cancel);
        var tag = $"nodebb-{version}-{commit[..12]}";
        await TagAsync(tag, commit, cancel);
        return new ForumRelease(url, tag, RealNodeBB, $"NodeBB v{version} from {source}", commit);
    }

    /// <summary>A release of an earlier version of the sandbox with its commit.</summary>
    public async Task<ForumRelease> WithCommitAsync(ForumRelease release, CancellationToken cancel) => release.Commit is not null
        ? release
        : release with { Commit = (await Shell.RunAsync("git", [$"--git-dir={Folder}", "rev-parse", $"refs/tags/{release.Ref}^{{commit}}"], cancel: cancel)).Trim() };

    /// <summary>An @ is also in <c>git@host:path</c> and <c>https://user@host/</c>: the ref's is the last one, after the last slash or colon.</summary>
    internal static (string Repository, string Reference) Split(string source)
    {
        var at = source.LastIndexOf('@');
        var isReference = at > 0 && source.IndexOf(':', at) < 0 && (source.IndexOf("://", StringComparison.Ordinal) is var scheme && scheme < 0 || at > source.IndexOf('/', scheme + 3));
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

    private async Task InitAsync(CancellationToken cancel)
    {
        if (!Directory.Exists(Folder))
            await Shell.RunAsync("git", ["init", "--quiet", "--bare", "--initial-branch=main", Folder], cancel: cancel);
    }

    private async Task FetchAsync(string repository, string reference, CancellationToken cancel)
    {
        var environment = new Dictionary<string, string> { ["GIT_TERMINAL_PROMPT"] = "0" };
        if (Directory.Exists(repository))
        {
            // The person who named the path trusts it, whoever owns it.
            var trust = Path.Combine(directory.Git, "gitconfig");
            await File.WriteAllTextAsync(trust, "[safe]\n\tdirectory = *\n", cancel);
            environment["GIT_CONFIG_GLOBAL"] = trust;
            repository = Path.GetFullPath(repository);
        }
        var fetched = await Shell.TryRunAsync("git", [$"--git-dir={Folder}", "fetch", "--quiet", "--no-tags", "--depth=1", repository, reference], TimeSpan.FromMinutes(10), environment: environment, cancel: cancel);
        if (!fetched.Succeeded)
            throw new SandboxException($"NODEBB={repository}@{reference} cannot be fetched:\n{Shell.LastLines(fetched.Error, 5)}");
    }

    private async Task<string> VersionAsync(string commit, CancellationToken cancel)
    {
        // NodeBB keeps its package.json under install/ and copies it into place when it is set up.
        var package = await Shell.TryRunAsync("git", [$"--git-dir={Folder}", "show", $"{commit}:install/package.json"], cancel: cancel);
        if (!package.Succeeded)
            throw new SandboxException("The repository that NODEBB names has no install/package.json: it is not a NodeBB.");
        using var json = System.Text.Json.JsonDocument.Parse(package.Output);
        return json.RootElement.GetProperty("version").GetString() ?? "unknown";
    }

    /// <summary>The one tag, and the branch that a plain clone checks out.</summary>
    private async Task TagAsync(string tag, string commit, CancellationToken cancel)
    {
        foreach (var reference in new[] { $"refs/tags/{tag}", "refs/heads/main" })
            await Shell.RunAsync("git", [$"--git-dir={Folder}", "update-ref", reference, commit], cancel: cancel);
    }
}
