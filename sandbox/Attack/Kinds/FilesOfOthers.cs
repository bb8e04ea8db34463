using NodeBBInfra.Sandbox.Attack.OnHost;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>A plugin creates symlinks in the folder that nginx serves, to files that nginx can read and the plugin cannot.</summary>
internal sealed class FilesOfOthers : IAttack
{
    private const string Script = "public-links.sh";

    public string Kind => "files of others";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        // An error page may contain the file's name, so the contents differ from the name.
        var (mark, words) = ($"attack-{run.RandomFor(Kind).NextInt64():x}", $"words-{run.RandomFor("words").NextInt64():x}");
        try
        {
            var names = Array.Empty<string>();
            await run.Log.TryAsync(
                Kind,
                "links",
                "links in build/public to nginx's log and to a file of www-data alone",
                TimeSpan.FromSeconds(60),
                async stop =>
                {
                    names = AttackedHost.Lines(await run.Host.ScriptAsync(Script, ["place", mark, words, run.Visitors.Domain], stop));
                    return await NoneServedAsync(
                        run,
                        mark,
                        words,
                        names.Where(name => name.Contains("link", StringComparison.Ordinal)),
                        stop
                    );
                },
                cancellationToken
            );
            await run.Log.TryAsync(
                Kind,
                "dotfiles",
                "dotfiles in build/public",
                TimeSpan.FromSeconds(60),
                async stop =>
                    names.Length == 0
                        ? throw new NotHeldException("not tried: the files could not be placed")
                        : await NoneServedAsync(
                            run,
                            mark,
                            words,
                            names.Where(name => name.Contains("/.", StringComparison.Ordinal) || name.StartsWith('.')),
                            stop
                        ),
                cancellationToken
            );
        }
        finally
        {
            await run.Host.TryScriptAsync(Script, ["remove", mark, words, run.Visitors.Domain], CancellationToken.None);
        }
    }

    private static async Task<string> NoneServedAsync(
        AttackRun run,
        string mark,
        string words,
        IEnumerable<string> names,
        CancellationToken cancellationToken
    )
    {
        await using var origin = run.Visitors.AtOrigin();
        await using var edge = run.Visitors.ThroughEdge();
        var plain = await origin.AskAsync($"/assets/{mark}.txt?{mark}", cancellationToken);
        if (plain.Status != 200 || !plain.Text.Contains(words, StringComparison.Ordinal))
            throw new InvalidOperationException($"a plain new file in build/public is not served: {plain.Described}");
        var served = new List<string>();
        var asked = 0;
        foreach (var name in names)
        {
            foreach (var visitor in new[] { origin, edge })
            {
                var answer = await visitor.AskAsync($"/assets/{name}", cancellationToken);
                asked++;
                if (answer.Text.Contains(words, StringComparison.Ordinal))
                    served.Add($"GET /assets/{name}: {answer.Described}, Cache-Control: {answer.Header("cache-control")}");
            }
        }
        return asked == 0 ? throw new InvalidOperationException("nothing was placed")
            : served.Count == 0 ? $"{asked} requests, none served"
            : throw new NotHeldException($"{served.Count} of {asked} served", served);
    }
}
