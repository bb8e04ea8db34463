using NodeBBInfra.Sandbox.Attack.OnHost;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>
/// Unprivileged users have filled every folder they can write to with symlinks, FIFOs and configuration, and root runs the stack's steps
/// again. Outside of their folders the result must be the same as without an attack.
/// </summary>
internal sealed class HostileTree : IAttack
{
    private const string Script = "tree.sh";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public string Kind => "hostile tree";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        var releases = new AttackReleases(run);
        var round = new Round(run, releases);
        var ground = new TreeGround(run, round);
        try
        {
            await round.PrepareAsync(run.Short ? LeaveALink : null, cancellationToken);
            if (!run.Short)
            {
                await run.Log.TryAsync(
                    Kind,
                    "in-peace",
                    "all steps with work to do, and nobody in their way: for comparison",
                    Limit,
                    ground.PeaceAsync,
                    cancellationToken
                );
            }

            foreach (var (what, tried) in Plants(run))
                await run.Log.TryAsync(Kind, what, tried, Limit, stop => PlantAsync(run, ground, round, what, stop), cancellationToken);
            foreach (var (folder, name) in run.Short ? [] : new[] { ("public", "swapped-public"), ("uploads", "swapped-uploads") })
            {
                await run.Log.TryAsync(
                    Kind,
                    name,
                    $"{folder} becomes a link and a folder again, all the time, while releases are made",
                    Limit,
                    stop => SwapAsync(run, ground, round, folder, stop),
                    cancellationToken
                );
            }

            if (!run.Short)
            {
                await run.Log.TryAsync(
                    Kind,
                    "npm-leaves-a-link",
                    "npm's script leaves its release with public as a link to another site",
                    Limit,
                    stop => LinkAsync(run, ground, releases, stop),
                    cancellationToken
                );
            }

            await run.Log.TryAsync(
                Kind,
                "secrets-on-disk",
                "after each of these: files with a secret in them that others can read",
                TimeSpan.FromMinutes(1),
                _ =>
                    ground.Leaks.Count == 0
                        ? Task.FromResult("none")
                        : throw new NotHeldException($"{ground.Leaks.Count} files", [.. ground.Leaks]),
                cancellationToken
            );
        }
        finally
        {
            await run.Host.TryScriptAsync(Script, ["stop-swap"], CancellationToken.None);
            await run.Host.TryScriptAsync(Script, ["clear"], CancellationToken.None, TimeSpan.FromMinutes(6));
            await releases.RemoveAsync(CancellationToken.None);
            await run.Host.TryScriptAsync("canaries.sh", ["remove"], CancellationToken.None);
        }
    }

    /// <summary>Replaces public by a symlink, in a release with its own public/uploads.</summary>
    private const string LeaveALink = "mv public public.true && ln -s /srv/other public";

    private static IEnumerable<(string What, string Tried)> Plants(AttackRun run) =>
        [
            ("hooks", "configuration of shells, curl, git, npm and others in every folder that nodebb, redis or www-data can write to"),
            .. run.Short
                ? Array.Empty<(string, string)>()
                :
                [
                    ("names", "links and pipes under the names that the steps use, in every such folder"),
                    ("replace", "what stands in those folders is put aside, and a link to others' files is in its place"),
                ],
        ];

    private static async Task<string> PlantAsync(
        AttackRun run,
        TreeGround ground,
        Round round,
        string what,
        CancellationToken cancellationToken
    )
    {
        await ground.MakeReadyAsync(cancellationToken);
        try
        {
            var planted = AttackedHost.Lines(
                await run.Host.ScriptAsync(
                    Script,
                    ["plant", what, $"{run.Seed}", string.Join('\n', Names(run))],
                    cancellationToken,
                    TimeSpan.FromMinutes(6)
                )
            );
            var users = planted.GroupBy(line => line.Split(' ')[0]).ToDictionary(group => group.Key, group => group.Count());
            if (!users.ContainsKey("nodebb"))
                throw new InvalidOperationException("nodebb could plant nothing");
            return await ground.CompareAsync(
                $"planted {string.Join(", ", users.Select(user => $"{user.Value} by {user.Key}"))}",
                () => round.RunAsync(cancellationToken),
                cancellationToken
            );
        }
        finally
        {
            await run.Host.TryScriptAsync(Script, ["clear"], CancellationToken.None, TimeSpan.FromMinutes(6));
            if (!run.Short) // In the short form, only AsFound follows, which settles the host.
                await round.SettleAsync(CancellationToken.None);
        }
    }

    private static async Task<string> LinkAsync(
        AttackRun run,
        TreeGround ground,
        AttackReleases releases,
        CancellationToken cancellationToken
    )
    {
        await ground.MakeReadyAsync(cancellationToken);
        var commit = await releases.MakeAsync("link", Round.Uploads, LeaveALink, onBuild: false, cancellationToken);
        return await ground.CompareAsync(
            "the link",
            async () => [await run.Steps.RunAsync(releases.Step(commit), TimeSpan.FromMinutes(8), cancellationToken)],
            cancellationToken
        );
    }

    /// <summary>A race between check and use succeeds only sometimes, so it is tried repeatedly.</summary>
    private static async Task<string> SwapAsync(
        AttackRun run,
        TreeGround ground,
        Round round,
        string name,
        CancellationToken cancellationToken
    )
    {
        var tries = run.World.Forum.Kind == Mirror.ForumRepository.StandIn ? 4 : 2;
        var (swaps, endings) = (0L, new List<string>());
        for (var i = 0; i < tries; i++)
        {
            await ground.MakeReadyAsync(cancellationToken);
            await run.Host.ScriptAsync(Script, ["swap", name], cancellationToken);
            try
            {
                endings.Add(await ground.CompareAsync("", async () => [await round.ReleaseAsync(cancellationToken)], cancellationToken));
            }
            finally
            {
                swaps += long.Parse(
                    (await run.Host.TryScriptAsync(Script, ["stop-swap"], CancellationToken.None)).Output,
                    System.Globalization.CultureInfo.InvariantCulture
                );
                await run.Steps.RunAsync(run.Steps["release"], TimeSpan.FromMinutes(8), CancellationToken.None);
            }
        }
        return swaps < tries * 10
            ? throw new InvalidOperationException($"only {swaps} swaps")
            : $"{swaps} swaps; {string.Join(", ", endings)}";
    }

    private static IEnumerable<string> Names(AttackRun run)
    {
        string[] known =
        [
            "uploads",
            "public",
            "build",
            "logs",
            ".new",
            ".old",
            ".built",
            ".nodebb-infra",
            "config.json",
            "package.json",
            "package-lock.json",
            "node_modules",
            "next",
            "current",
            "nodebb-infra-new",
            "redis.conf",
            "dump.rdb",
            "setup.out",
            "build.out",
            "result",
            "script.sh",
        ];
        var random = run.RandomFor("names");
        return
        [
            .. known,
            .. run
                .Steps.All.SelectMany(step => step.Names)
                .Distinct()
                .Where(name => !known.Contains(name))
                .OrderBy(_ => random.Next())
                .Take(run.Count(120, 20)),
        ];
    }
}
