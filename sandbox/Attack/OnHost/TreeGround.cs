namespace NodeBBInfra.Sandbox.Attack.OnHost;

/// <summary>Compares the steps' changes on an attacked host with their changes without an attack.</summary>
internal sealed class TreeGround(AttackRun run, Round round)
{
    private readonly HashSet<string> _leaks = [];
    private HashSet<(string, string)>? _peaceful;

    /// <summary>Files with a secret that a wrong user could read, from all comparisons.</summary>
    public IReadOnlyCollection<string> Leaks => _leaks;

    /// <summary>Runs all steps without an attack and records the changes.</summary>
    public async Task<string> PeaceAsync(CancellationToken cancellationToken)
    {
        await MakeReadyAsync(cancellationToken);
        var before = await TreeSnapshot.TakeAsync(run.Host, cancellationToken);
        var ended = await round.RunAsync(cancellationToken);
        if (ended.FirstOrDefault(step => !step.Succeeded) is { } failed)
            throw new InvalidOperationException($"{failed.Ending}\n{failed.Error}");
        _peaceful = [.. (await TreeSnapshot.TakeAsync(run.Host, cancellationToken)).ChangesSince(before).Keys];
        return $"{ended.Count} steps, {_peaceful.Count} changes among {before.Count} files";
    }

    /// <summary>Restores the canaries and gives the steps work to do.</summary>
    public async Task MakeReadyAsync(CancellationToken cancellationToken)
    {
        await run.Host.ScriptAsync("canaries.sh", ["remove"], cancellationToken);
        await run.Host.ScriptAsync("canaries.sh", ["place"], cancellationToken);
        await round.ClearAsync(cancellationToken);
    }

    /// <summary>
    /// Runs steps and reports changes that they do not make without an attack. A failed step is no finding, a hung one is.
    /// </summary>
    /// <exception cref="NotHeldException">A file was changed, or root ran planted code.</exception>
    public async Task<string> CompareAsync(string planted, Func<Task<IReadOnlyList<StepRun>>> steps, CancellationToken cancellationToken)
    {
        if (_peaceful is null && !run.Short)
            throw new NotHeldException("not tried: there is nothing to compare with");
        var before = await TreeSnapshot.TakeAsync(run.Host, cancellationToken);
        var ended = await steps();
        var changes = (await TreeSnapshot.TakeAsync(run.Host, cancellationToken)).ChangesSince(before);
        var told = AttackedHost.Lines(await run.Host.ScriptAsync("tree.sh", ["told"], cancellationToken));
        _leaks.UnionWith(AttackedHost.Lines(await run.Host.ScriptAsync("tree.sh", ["leaks"], cancellationToken)));
        List<string> bad =
        [
            .. changes.Where(change => !IsPeaceful(change.Key)).Select(change => change.Value).Order(StringComparer.Ordinal),
            .. told.Where(user => user == "root").Select(_ => "root has run a program that was planted"),
            .. ended.Where(step => step.Hung).Select(step => step.Ending),
        ];
        var failed = string.Join(", ", ended.Where(step => !step.Succeeded).Select(step => step.Ending));
        var seen =
            $"{planted}{(planted.Length > 0 ? "; " : "")}{(failed.Length > 0 ? failed : ended.Count == 1 ? $"{ended[0].Name} ok" : "all steps ok")}";
        return bad.Count == 0 ? seen : throw new NotHeldException($"{bad.Count} changes outside ({bad[0]}); {seen}", bad);
    }

    /// <summary>
    /// Whether the steps make this change without an attack too. The short form does not measure that and allows all contents of their
    /// folders.
    /// </summary>
    private bool IsPeaceful((string Path, string Part) change) =>
        _peaceful?.Contains(change)
        ?? (change.Part is not ("owner" or "mode" or "type") && Own.Any(place => change.Path.StartsWith(place, StringComparison.Ordinal)));

    private static readonly string[] Own =
    [
        "/etc/nodebb",
        "/etc/nginx",
        "/etc/redis",
        "/etc/systemd/system",
        "/etc/letsencrypt",
        "/opt/nodebb",
        "/usr/local/lib/nodebb-infra",
        "/usr/local/sbin/nodebb-verify",
        "/var/lib/nodebb",
        "/run/",
        "/var/log/",
        "/var/cache/",
        "/tmp/node-compile-cache",
    ];
}
