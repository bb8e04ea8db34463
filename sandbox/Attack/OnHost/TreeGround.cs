namespace NodeBBInfra.Sandbox.Attack.OnHost;

/// <summary>Compares what the stack's steps change on a host with hostile users with what the same steps change in peace.</summary>
internal sealed class TreeGround(AttackRun run, Round round)
{
    private readonly HashSet<string> _leaks = [];
    private HashSet<(string, string)>? _peaceful;

    /// <summary>Files with a secret in them that somebody could read who should not, after any of the comparisons.</summary>
    public IReadOnlyCollection<string> Leaks => _leaks;

    /// <summary>Runs all steps with nobody in their way, and remembers what they change.</summary>
    public async Task<string> PeaceAsync(CancellationToken cancel)
    {
        await MakeReadyAsync(cancel);
        var before = await TreeSnapshot.TakeAsync(run.Host, cancel);
        var ended = await round.RunAsync(cancel);
        if (ended.FirstOrDefault(step => !step.Succeeded) is { } failed)
            throw new InvalidOperationException($"{failed.Ending}\n{failed.Error}");
        _peaceful = [.. (await TreeSnapshot.TakeAsync(run.Host, cancel)).ChangesSince(before).Keys];
        return $"{ended.Count} steps, {_peaceful.Count} changes among {before.Count} files";
    }

    /// <summary>Others' files are there, whole, and the steps have something to do.</summary>
    public async Task MakeReadyAsync(CancellationToken cancel)
    {
        await run.Host.ScriptAsync("canaries.sh", ["remove"], cancel);
        await run.Host.ScriptAsync("canaries.sh", ["place"], cancel);
        await round.ClearAsync(cancel);
    }

    /// <summary>Runs steps and says what they did that they do not do in peace. That a step fails is no fault; that it hangs is one.</summary>
    /// <exception cref="NotHeldException">Something was changed, or root has run what somebody has planted.</exception>
    public async Task<string> CompareAsync(string planted, Func<Task<IReadOnlyList<StepRun>>> steps, CancellationToken cancel)
    {
        if (_peaceful is null && !run.Short)
            throw new NotHeldException("not tried: there is nothing to compare with");
        var before = await TreeSnapshot.TakeAsync(run.Host, cancel);
        var ended = await steps();
        var changes = (await TreeSnapshot.TakeAsync(run.Host, cancel)).ChangesSince(before);
        var told = AttackedHost.Lines(await run.Host.ScriptAsync("tree.sh", ["told"], cancel));
        _leaks.UnionWith(AttackedHost.Lines(await run.Host.ScriptAsync("tree.sh", ["leaks"], cancel)));
        List<string> bad =
        [
            .. changes.Where(change => !IsPeaceful(change.Key)).Select(change => change.Value).Order(StringComparer.Ordinal),
            .. told.Where(user => user == "root").Select(_ => "root has run a program that was planted"),
            .. ended.Where(step => step.Hung).Select(step => step.Ending),
        ];
        var failed = string.Join(", ", ended.Where(step => !step.Succeeded).Select(step => step.Ending));
        var seen = $"{planted}{(planted.Length > 0 ? "; " : "")}{(failed.Length > 0 ? failed : ended.Count == 1 ? $"{ended[0].Name} ok" : "all steps ok")}";
        return bad.Count == 0 ? seen : throw new NotHeldException($"{bad.Count} changes outside ({bad[0]}); {seen}", bad);
    }

    /// <summary>Whether the steps change this in peace too. In the short form that is not measured: then it is any content of the places that they work in.</summary>
    private bool IsPeaceful((string Path, string Part) change) => _peaceful?.Contains(change)
        ?? (change.Part is not ("owner" or "mode" or "type") && Own.Any(place => change.Path.StartsWith(place, StringComparison.Ordinal)));

    private static readonly string[] Own =
    [
        "/etc/nodebb", "/etc/nginx", "/etc/redis", "/etc/systemd/system", "/etc/letsencrypt", "/opt/nodebb", "/usr/local/lib/nodebb-infra", "/usr/local/sbin/nodebb-verify", "/var/lib/nodebb",
        "/run/", "/var/log/", "/var/cache/", "/tmp/node-compile-cache",
    ];
}
