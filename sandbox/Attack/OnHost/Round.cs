namespace NodeBBInfra.Sandbox.Attack.OnHost;

/// <summary>All of the stack's steps with something to do: a new release, other passwords for Redis, files that are missing.</summary>
internal sealed class Round(AttackRun run, AttackReleases releases)
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(8);

    // Files that the steps bring, and bring again.
    private const string Missing = "rm -f /etc/nodebb/config.json /etc/nginx/conf.d/io_nodes.conf /usr/local/lib/nodebb-infra/socket-ids.mjs /usr/local/sbin/nodebb-verify /etc/letsencrypt/renewal-hooks/deploy/*nodebb-infra*";

    /// <summary>A release that brings uploads of its own, which belong to the others.</summary>
    public static IReadOnlyDictionary<string, string> Uploads { get; } = new Dictionary<string, string> { ["public/uploads/of-the-release"] = "brought by the release" };

    /// <summary>Two hostile releases that take turns, so that each time one is new.</summary>
    private readonly List<string> _commits = [];
    private int _rounds;

    /// <summary>The steps that have something to do then; the short form leaves the others out.</summary>
    private static readonly string[] WithWork = ["secrets", "redis", "nginx", "release", "forum"];

    /// <summary>Makes the releases.</summary>
    /// <param name="postinstall">What npm runs in them; null for nothing.</param>
    /// <param name="cancel">Stops between two commands.</param>
    public async Task PrepareAsync(string? postinstall, CancellationToken cancel)
    {
        foreach (var name in new[] { "tree-one", "tree-two" })
            _commits.Add(await releases.MakeAsync(name, Uploads, postinstall, onBuild: false, cancel));
    }

    /// <summary>Makes room: what is missing afterwards, the steps bring.</summary>
    public async Task ClearAsync(CancellationToken cancel)
    {
        await releases.UninstallAsync(cancel);
        await run.Host.RootAsync(Missing, cancel);
    }

    /// <summary>Runs them all and says how each ended; a step that fails is no fault by itself.</summary>
    public async Task<IReadOnlyList<StepRun>> RunAsync(CancellationToken cancel)
    {
        var commit = NextCommit();
        var ended = new List<StepRun>();
        foreach (var step in run.Steps.All.Where(step => !run.Short || WithWork.Contains(step.Name)))
            ended.Add(await run.Steps.RunAsync(Changed(step, commit), StepLimit, cancel));
        return ended;
    }

    /// <summary>Only makes a new release.</summary>
    public Task<StepRun> ReleaseAsync(CancellationToken cancel) => run.Steps.RunAsync(releases.Step(NextCommit()), StepLimit, cancel);

    /// <summary>Brings everything back to what the stack has for it.</summary>
    public async Task SettleAsync(CancellationToken cancel)
    {
        foreach (var step in run.Steps.All.Where(step => step.Name != "verify"))
            await run.Steps.RunAsync(step, StepLimit, cancel);
    }

    private string NextCommit() => _commits[_rounds++ % _commits.Count];

    private StepBundle Changed(StepBundle step, string commit) => step.Name switch
    {
        "secrets" => step.Files.Where(file => file.Contains("redis", StringComparison.Ordinal)).Aggregate(step, (changed, file) => changed.With($"@file {file}", NewSecret($"{file} {_rounds}"))),
        "release" => releases.Step(commit),
        // It waits and asks again when the forum is not well; here it need not be.
        "verify" => step.Within(TimeSpan.FromSeconds(20)),
        _ => step,
    };

    private string NewSecret(string purpose)
    {
        var random = run.RandomFor(purpose);
        return string.Concat(Enumerable.Range(0, 40).Select(_ => "abcdefghijklmnopqrstuvwxyz0123456789"[random.Next(36)]));
    }
}
