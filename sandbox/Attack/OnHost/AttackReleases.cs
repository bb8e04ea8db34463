using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Mirror;

namespace NodeBBInfra.Sandbox.Attack.OnHost;

/// <summary>Hostile releases of the forum: commits on top of the forum's in the world's own repository.</summary>
internal sealed class AttackReleases(AttackRun run)
{
    /// <summary>The folder that marks a hostile release.</summary>
    public const string Folder = "attack-of-the-sandbox";

    private readonly List<string> _commits = [];

    private string Repository => Path.Combine(run.Directory.Git, ForumRepository.FolderName);

    /// <summary>Commits additional files on top of the forum.</summary>
    /// <param name="name">A unique name.</param>
    /// <param name="files">The files by path.</param>
    /// <param name="postinstall">The npm postinstall script; null for none.</param>
    /// <param name="onBuild">Whether <c>./nodebb build</c> first runs <c>build.js</c> of <see cref="Folder"/>.</param>
    /// <param name="cancellationToken">Cancels between two commands.</param>
    /// <returns>The full commit id.</returns>
    public async Task<string> MakeAsync(
        string name,
        IReadOnlyDictionary<string, string> files,
        string? postinstall,
        bool onBuild,
        CancellationToken cancellationToken
    )
    {
        var index = Path.Combine(run.Directory.Git, $"attack-{name}.index");
        var environment = new Dictionary<string, string>(ForumRepository.Author) { ["GIT_INDEX_FILE"] = index };
        Task<string> Git(string? input, params string[] arguments) => RunGitAsync(arguments, environment, input, cancellationToken);
        async Task Put(string path, string content, string mode = "100644") =>
            await Git(
                null,
                "update-index",
                "--add",
                "--cacheinfo",
                $"{mode},{(await Git(content, "hash-object", "-w", "--stdin")).Trim()},{path}"
            );

        await Git(null, "read-tree", run.World.Forum.Ref);
        await Put($"{Folder}/name", name);
        foreach (var (path, content) in files)
            await Put(path, content);
        if (postinstall is not null)
        {
            var package = JsonNode.Parse(await Git(null, "show", $"{run.World.Forum.Ref}:install/package.json"))!.AsObject();
            package["scripts"] ??= new JsonObject();
            package["scripts"]!["postinstall"] = postinstall;
            await Put("install/package.json", package.ToJsonString());
        }
        if (onBuild)
        {
            var program = await Git(null, "show", $"{run.World.Forum.Ref}:nodebb");
            await Put(
                "nodebb",
                program.Insert(
                    program.IndexOf('\n', StringComparison.Ordinal) + 1,
                    $"if (process.argv.includes('build')) require('./{Folder}/build.js');\n"
                ),
                "100755"
            );
        }
        var tree = (await Git(null, "write-tree")).Trim();
        var commit = (await Git(null, "commit-tree", "-m", name, tree)).Trim();
        await Git(null, "update-ref", $"refs/heads/attack-{name}", commit);
        File.Delete(index);
        _commits.Add(commit);
        return commit;
    }

    /// <summary>Removes the releases from the host, except one in use.</summary>
    public Task UninstallAsync(CancellationToken cancellationToken) =>
        run.Host.ScriptAsync("attack-releases.sh", [Folder, .. _commits.Select(commit => commit[..12])], cancellationToken);

    /// <summary>Removes the releases from the host and their tags from the repository.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (
            var name in AttackedHost.Lines(
                await RunGitAsync(["for-each-ref", "--format=%(refname)", "refs/heads/attack-*"], null, null, cancellationToken)
            )
        )
        {
            await RunGitAsync(["update-ref", "-d", name], null, null, cancellationToken);
        }

        await UninstallAsync(cancellationToken);
    }

    /// <summary>The step that installs a commit.</summary>
    public StepBundle Step(string commit) => run.Steps["release"].With("@param REF", commit);

    /// <summary>The text of an attack script, for a release to contain.</summary>
    public static string Script(string name)
    {
        using var reader = new StreamReader(
            typeof(AttackReleases).Assembly.GetManifestResourceStream($"Attack/{name}")
                ?? throw new ArgumentException($"There is no script {name}.")
        );
        return reader.ReadToEnd();
    }

    private async Task<string> RunGitAsync(
        string[] arguments,
        IReadOnlyDictionary<string, string>? environment,
        string? input,
        CancellationToken cancellationToken
    )
    {
        var result = await Shell.TryRunAsync(
            "git",
            [$"--git-dir={Repository}", .. arguments],
            environment: environment,
            input: input,
            cancellationToken: cancellationToken
        );
        return result.Succeeded ? result.Output : throw new SandboxException($"git {arguments[0]} failed: {result.Error}");
    }
}
