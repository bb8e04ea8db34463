namespace NodeBBInfra.Sandbox.Attack.OnHost;

/// <summary>Runs all steps of the stack with work to do: a new release, new Redis passwords, missing files.</summary>
internal sealed class Round(AttackRun run, AttackReleases releases)
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(8);

    // Files that the steps create again.
    private const string Missing =
        "rm -f /etc/nodebb/config.json /etc/nginx/conf.d/io_nodes.conf /usr/local/lib/nodebb-infra/worker/*.mjs /usr/local/sbin/nodebb-verify /etc/letsencrypt/renewal-hooks/deploy/*nodebb-infra*";

    /// <summary>A release with its own uploads folder, which belongs to others.</summary>
    public static IReadOnlyDictionary<string, string> Uploads { get; } =
        new Dictionary<string, string> { ["public/uploads/of-the-release"] = "brought by the release" };

    /// <summary>Two alternating hostile releases, so that each round has a new one.</summary>
    private readonly List<string> _commits = [];
    private int _rounds;

    /// <summary>The steps with work to do; the short form runs only these.</summary>
    private static readonly string[] WithWork = ["secrets", "redis", "nginx", "release", "forum"];

    /// <summary>Creates the releases.</summary>
    /// <param name="postinstall">Their npm postinstall script; null for none.</param>
    /// <param name="cancellationToken">Cancels between two commands.</param>
    public async Task PrepareAsync(string? postinstall, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { "tree-one", "tree-two" })
            _commits.Add(await releases.MakeAsync(name, Uploads, postinstall, onBuild: false, cancellationToken));
    }

    /// <summary>Deletes files that the steps must create again.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await releases.UninstallAsync(cancellationToken);
        await run.Host.RootAsync(Missing, cancellationToken);
    }

    /// <summary>Runs all steps and returns their results; a failed step is no finding by itself.</summary>
    public async Task<IReadOnlyList<StepRun>> RunAsync(CancellationToken cancellationToken)
    {
        var commit = NextCommit();
        var ended = new List<StepRun>();
        foreach (var step in run.Steps.All.Where(step => !run.Short || WithWork.Contains(step.Name)))
            ended.Add(await run.Steps.RunAsync(Changed(step, commit), StepLimit, cancellationToken));
        return ended;
    }

    /// <summary>Only installs a new release.</summary>
    public Task<StepRun> ReleaseAsync(CancellationToken cancellationToken) =>
        run.Steps.RunAsync(releases.Step(NextCommit()), StepLimit, cancellationToken);

    /// <summary>Restores the stack's state.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var step in run.Steps.All.Where(step => step.Name != "verify"))
            await run.Steps.RunAsync(step, StepLimit, cancellationToken);
    }

    private string NextCommit() => _commits[_rounds++ % _commits.Count];

    private StepBundle Changed(StepBundle step, string commit) =>
        step.Name switch
        {
            "secrets" => step
                .Files.Where(file => file.Contains("redis", StringComparison.Ordinal))
                .Aggregate(step, (changed, file) => changed.With($"@file {file}", NewSecret($"{file} {_rounds}"))),
            "release" => releases.Step(commit),
            // It retries while the forum is not healthy, which is not needed here.
            "verify" => step.Within(TimeSpan.FromSeconds(20)),
            _ => step,
        };

    private string NewSecret(string purpose)
    {
        var random = run.RandomFor(purpose);
        return string.Concat(Enumerable.Range(0, 40).Select(_ => "abcdefghijklmnopqrstuvwxyz0123456789"[random.Next(36)]));
    }
}
