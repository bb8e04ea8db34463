using NodeBBInfra.Sandbox.Attack.OnHost;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>Unprivileged users hold locks and names that a deployment could wait for.</summary>
internal sealed class Locks : IAttack
{
    private const string Script = "hold-locks.sh";
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(20);

    public string Kind => "locks";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        foreach (
            var (user, name) in new[] { ("nobody", "lock-files-of-nobody"), ("nodebb", "lock-files-of-nodebb") }.Take(run.Short ? 1 : 2)
        )
        {
            await TryAsync(
                run,
                name,
                $"{user} makes and holds the steps' lock files after a boot, in every folder that all can write to",
                ["locks", user, .. run.Steps.All.Select(step => step.Name)],
                run.Steps["nginx"],
                cancellationToken
            );
        }
        var certificate = run.Steps.All.Single(step => step.Stdin.Contains("certbot certonly", StringComparison.Ordinal));
        await TryAsync(
            run,
            "process-named-certbot",
            "a process of nobody's that is named certbot runs while the certificate is deployed",
            ["certbot", "nobody"],
            certificate,
            cancellationToken
        );
    }

    private async Task TryAsync(
        AttackRun run,
        string name,
        string tried,
        string[] hold,
        StepBundle step,
        CancellationToken cancellationToken
    ) =>
        await run.Log.TryAsync(
            Kind,
            name,
            tried,
            TimeSpan.FromMinutes(3),
            async stop =>
            {
                var bounded = step.Within(StepLimit);
                var peace = await run.Steps.RunAsync(bounded, StepLimit * 2, stop);
                if (!peace.Succeeded)
                    throw new InvalidOperationException($"in peace the step fails as well: {peace.Ending}\n{peace.Error}");
                try
                {
                    var held = AttackedHost.Lines(await run.Host.ScriptAsync(Script, hold, stop));
                    if (held.Length == 0)
                        throw new InvalidOperationException("nothing could be held");
                    var attacked = await run.Steps.RunAsync(bounded, StepLimit * 2, stop);
                    return attacked.Succeeded
                        ? $"{held.Length} held, the step {step.Name} ran as ever"
                        : throw new NotHeldException(
                            $"{attacked.Ending} within {StepLimit.TotalSeconds:0} s",
                            [.. AttackedHost.Lines(attacked.Error), .. held]
                        );
                }
                finally
                {
                    await run.Host.TryScriptAsync(Script, ["release"], CancellationToken.None);
                }
            },
            cancellationToken
        );
}
