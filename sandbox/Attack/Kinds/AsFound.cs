using NodeBBInfra.Sandbox.Attack.OnHost;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>Restores the host to the stack's state and checks that the forum works.</summary>
internal sealed class AsFound : IAttack
{
    public string Kind => "as found";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken) =>
        await run.Log.TryAsync(
            Kind,
            "forum-works",
            "the stack's steps run again, and the verification holds",
            TimeSpan.FromMinutes(20),
            async stop =>
            {
                foreach (var step in run.Steps.All)
                {
                    var ended = await run.Steps.RunAsync(step, TimeSpan.FromMinutes(10), stop);
                    if (!ended.Succeeded)
                        throw new NotHeldException(ended.Ending, AttackedHost.Lines(ended.Error));
                }
                await new AttackReleases(run).RemoveAsync(stop);
                return $"{run.Steps.All.Count} steps ran, the last of them the verification";
            },
            cancellationToken
        );
}
