using NodeBBInfra.Sandbox.Attack.OnHost;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>
/// A package with its own install script, and a hostile build: what they can do on the host before the release is tested.
/// </summary>
internal sealed class NpmScripts : IAttack
{
    private const string Watch = "npm-watch.sh";
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(8);

    public string Kind => "npm and build";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        var releases = new AttackReleases(run);
        try
        {
            string[] unit = [];
            string[] records = [];
            await run.Log.TryAsync(
                Kind,
                "npms-script",
                "a package's script reads the forum's configuration, writes outside of its folder, reads others' environment",
                StepLimit,
                async stop =>
                {
                    await run.Host.ScriptAsync(Watch, ["clean"], stop);
                    var files = new Dictionary<string, string>
                    {
                        [$"{AttackReleases.Folder}/npm-script.mjs"] = AttackReleases.Script("npm-script.mjs"),
                        [$"{AttackReleases.Folder}/build.js"] = AttackReleases.Script("npm-build.js"),
                        [$"{AttackReleases.Folder}/hostile-words"] = await HostileWordsAsync(run, stop),
                    };
                    var commit = await releases.MakeAsync(
                        "npm",
                        files,
                        $"node {AttackReleases.Folder}/npm-script.mjs",
                        onBuild: true,
                        stop
                    );
                    var watching = run.Host.ScriptAsync(Watch, ["wait", "attack-record"], stop, StepLimit);
                    var installed = await run.Steps.RunAsync(releases.Step(commit), StepLimit, stop);
                    records = AttackedHost.Lines(await run.Host.ScriptAsync(Watch, ["records"], stop));
                    if (!records.Any(line => line.Contains("done", StringComparison.Ordinal)))
                        throw new InvalidOperationException($"npm did not run the script: {installed.Ending}\n{installed.Error}");
                    unit = AttackedHost.Lines(await watching);
                    return Managed(records.Where(line => !line.StartsWith("attack-build", StringComparison.Ordinal)));
                },
                cancellationToken
            );

            await run.Log.TryAsync(
                Kind,
                "limits",
                "memory and time that npm's script may take",
                TimeSpan.FromMinutes(1),
                stop =>
                {
                    var seen = string.Join(", ", unit);
                    return unit.Length < 3 ? throw new NotHeldException("not tried: nothing was seen of the unit")
                        : unit.Any(line => line is "MemoryMax=infinity" or "RuntimeMaxUSec=infinity" or "MemoryMax=" or "RuntimeMaxUSec=")
                            ? throw new NotHeldException(seen)
                        : Task.FromResult(seen);
                },
                cancellationToken
            );

            await run.Log.TryAsync(
                Kind,
                "left-behind",
                "a process that npm's script leaves behind",
                TimeSpan.FromMinutes(1),
                async stop =>
                {
                    if (records.Length == 0)
                        throw new NotHeldException("not tried: npm's script did not run");
                    var left = AttackedHost.Lines(await run.Host.ScriptAsync(Watch, ["left"], stop));
                    return left.Length == 0 ? "it ended with npm" : throw new NotHeldException($"{left.Length} still run after the step");
                },
                cancellationToken
            );

            StepRun? failed = null;
            await run.Log.TryAsync(
                Kind,
                "build",
                "the release's own build tries the same",
                StepLimit,
                async stop =>
                {
                    await run.Host.ScriptAsync(Watch, ["clean"], stop);
                    failed = await run.Steps.RunAsync(run.Steps["forum"], StepLimit, stop);
                    records =
                    [
                        .. AttackedHost
                            .Lines(await run.Host.ScriptAsync(Watch, ["records"], stop))
                            .Where(line => !line.StartsWith("attack-record", StringComparison.Ordinal)),
                    ];
                    return records.Any(line => line.Contains("done", StringComparison.Ordinal))
                        ? Managed(records)
                        : throw new InvalidOperationException($"the build did not run: {failed.Ending}\n{failed.Error}");
                },
                cancellationToken
            );

            await run.Log.TryAsync(
                Kind,
                "message",
                "the failing build prints terminal escapes, and secrets wherever a line could be cut",
                TimeSpan.FromMinutes(1),
                async stop =>
                    failed is null or { Succeeded: true } ? throw new InvalidOperationException("the step did not fail")
                    : failed.Error.Contains("spoken-by-the-build", StringComparison.Ordinal)
                        ? await Messages.CheckAsync(run, failed.Error, stop)
                    : throw new InvalidOperationException($"the message has nothing of the build's in it\n{failed.Error}"),
                cancellationToken
            );
        }
        finally
        {
            await run.Host.TryScriptAsync(Watch, ["clean"], CancellationToken.None);
            await run.Steps.RunAsync(run.Steps["release"], StepLimit, CancellationToken.None);
            await releases.RemoveAsync(CancellationToken.None);
        }
    }

    private static string Managed(IEnumerable<string> records)
    {
        var lines = records.Select(line => line.Split('\t')).Where(cells => cells[1] is "got" or "refused").ToList();
        string[] got = [.. lines.Where(cells => cells[1] == "got").Select(cells => $"{cells[2]} {cells.ElementAtOrDefault(3)}".Trim())];
        // With a private /tmp, the script may write to it; what the host sees counts.
        got = [.. got.Where(what => what is not ("write /tmp" or "write /var/tmp"))];
        return got.Length == 0
            ? $"{lines.Count} attempts, all refused"
            : throw new NotHeldException($"{got.Length} of {lines.Count} attempts: {string.Join(", ", got)}", got);
    }

    /// <summary>Each line repeats a secret, so that truncation anywhere cuts one, with terminal escapes in between.</summary>
    private static async Task<string> HostileWordsAsync(AttackRun run, CancellationToken cancellationToken)
    {
        var secrets = AttackedHost
            .Lines(await run.Host.ScriptAsync("secrets.sh", [], cancellationToken))
            .Select(line => line.Split('\t')[1]);
        const string escapes = "\u001b]0;owned\u0007\u001b[31m\u009b31m\b\bspoken-by-the-build\u001b[2K";
        return string.Concat(
            secrets.SelectMany(
                (secret, i) =>
                    Enumerable
                        .Range(0, 4)
                        .Select(shift =>
                            $"{new string('.', (i * 7) + (shift * 10))}{string.Concat(Enumerable.Repeat(secret + ".", 60))}\n{escapes}\r\n"
                        )
            )
        );
    }
}
