using NodeBBInfra.Sandbox.Attack.Requests;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>A stranger requests a members-only file in every spelling that some program resolves to its path.</summary>
internal sealed class PrivateUploads : IAttack
{
    private const string Script = "private-upload.sh";
    private static readonly string[] Names = ["attack.png", "attack.html", "attack.txt"];

    public string Kind => "private uploads";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        var secret = $"for-members-only-{run.RandomFor(Kind).NextInt64():x}";
        string[] paths = [.. Names.Select(name => $"/assets/uploads/files/{name}")];
        try
        {
            var ready = false;
            await run.Log.TryAsync(
                Kind,
                "plain-address",
                "a stranger asks for private uploads by their plain addresses, at the origin and through the edge",
                TimeSpan.FromMinutes(3),
                async stop =>
                {
                    await run.Host.ScriptAsync(Script, ["place", secret, .. Names], stop, TimeSpan.FromMinutes(3));
                    await using var edge = run.Visitors.ThroughEdge();
                    await using var origin = run.Visitors.AtOrigin();
                    foreach (var path in paths)
                    {
                        foreach (var visitor in new[] { origin, edge })
                        {
                            var answer = await visitor.AskAsync(path, stop);
                            if (answer.Status != 403)
                            {
                                throw new NotHeldException(
                                    $"GET {path} got {answer.Described}, not 403{(answer.Text.Contains(secret, StringComparison.Ordinal) ? ", and the file" : "")}"
                                );
                            }
                        }
                    }
                    ready = true;
                    return $"{paths.Length} files, 403 each";
                },
                cancellationToken
            );

            foreach (var (name, how, visitor) in Ways(run))
            {
                await run.Log.TryAsync(
                    Kind,
                    name,
                    $"other spellings of the same addresses, {how}",
                    TimeSpan.FromMinutes(5),
                    async stop =>
                    {
                        // Unless the plain path is refused, the attack proves nothing.
                        if (!ready)
                            throw new NotHeldException("not tried: the plain address is not refused");
                        var random = run.RandomFor(name);
                        var spellings = new Spellings(random);
                        string[] targets =
                        [
                            .. paths.SelectMany(Spellings.Known),
                            .. Enumerable
                                .Range(0, run.Count(6000, 300))
                                .Select(_ => spellings.Of(paths[random.Next(paths.Length)], run.Visitors.Domain))
                                .Distinct(),
                        ];
                        var answers = await Visitors.AskAllAsync(targets, visitor, stop);
                        var served = answers
                            .Where(got => got.Answer.Text.Contains(secret, StringComparison.Ordinal))
                            .Select(got => $"GET {got.Target}: {got.Answer.Described}")
                            .ToList();
                        return served.Count == 0
                            ? $"{answers.Count} targets: {Statuses(answers)}"
                            : throw new NotHeldException($"{served.Count} of {answers.Count} targets got the file", served);
                    },
                    cancellationToken
                );
            }
        }
        finally
        {
            await run.Host.TryScriptAsync(Script, ["remove", secret, .. Names], CancellationToken.None, TimeSpan.FromMinutes(3));
        }
    }

    private static IEnumerable<(string Name, string How, Func<int, RawVisitor> Visitor)> Ways(AttackRun run) =>
        [
            ("spellings-at-origin", "as Cloudflare could pass them on", lane => run.Visitors.AtOrigin(lane)),
            ("spellings-through-edge", "through the edge", _ => run.Visitors.ThroughEdge()),
        ];

    private static string Statuses(IEnumerable<(string Target, RawAnswer Answer)> answers) =>
        string.Join(
            ", ",
            answers
                .GroupBy(got => got.Answer.Status)
                .OrderByDescending(group => group.Count())
                .Select(group => $"{group.Count()}x {(group.Key == 0 ? "closed" : group.Key)}")
        );
}
