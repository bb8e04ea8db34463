using NodeBBInfra.Sandbox.Attack.OnHost;
using NodeBBInfra.Sandbox.Attack.Requests;
using NodeBBInfra.Sandbox.Commands;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Attack;

/// <summary>The options of an attack run.</summary>
/// <param name="Seed">The seed of all generated variants; null for a new one.</param>
/// <param name="Short">The short form for <c>make test</c>.</param>
/// <param name="Only">Parts of the names of the kinds to run; empty for all.</param>
internal sealed record AttackRequest(int? Seed, bool Short, IReadOnlyList<string> Only);

/// <summary>Attacks a world and reports what held.</summary>
internal static class AttackCommand
{
    /// <summary>Makes a temporary world if there is none.</summary>
    /// <returns>0 only when all attacks ran and held.</returns>
    public static async Task<int> RunAsync(
        WorldRequest request,
        AttackRequest attacks,
        Progress progress,
        CancellationToken cancellationToken
    )
    {
        if (request.Engine == StackEngine.Pulumi)
        {
            throw new SandboxException(
                "ENGINE=pulumi: the attacks run the steps out of the state of the sandbox's own engine; leave ENGINE out."
            );
        }

        request = request with { Engine = StackEngine.Sandbox };
        var chosen = Choose(attacks.Only);
        var isNew = !File.Exists(request.Directory.InfoFile);
        if ((isNew || !IsUp(request)) && await UpCommand.RunAsync(request, progress, cancellationToken) != 0)
            return 1;
        AttackRun run;
        try
        {
            run = await AttackAsync(request, attacks, chosen, progress, cancellationToken);
        }
        finally
        {
            if (isNew)
                await DestroyCommand.RunAsync(request, progress, CancellationToken.None);
        }
        return AttackReport.Show(run);
    }

    private static bool IsUp(WorldRequest request) =>
        WorldInfo.Load(request.Directory) is { } world
        && new World(request.Directory, world.Index).IsWhole(world)
        && File.Exists(request.Directory.StateFile(request.Stack));

    private static async Task<AttackRun> AttackAsync(
        WorldRequest request,
        AttackRequest attacks,
        IReadOnlyList<IAttack> chosen,
        Progress progress,
        CancellationToken cancellationToken
    )
    {
        var world = WorldInfo.Load(request.Directory)!;
        using var alone = Lock(request.Directory.StateFile(request.Stack));
        var host = new AttackedHost(request.Directory, world.Host(request.Stack));
        var run = new AttackRun
        {
            World = world,
            Directory = request.Directory,
            Host = host,
            Steps = HostSteps.Read(host, request.Directory.StateFile(request.Stack), world.Passphrase),
            Visitors = new Visitors(world, world.Host(request.Stack)),
            Log = new CaseLog(progress),
            Seed = attacks.Seed ?? Random.Shared.Next(1, int.MaxValue),
            Short = attacks.Short,
        };
        progress.Say($"attack: {world.Forum.Described}, seed {run.Seed}");
        await host.PrepareAsync(cancellationToken);
        try
        {
            foreach (var attack in chosen)
                await attack.RunAsync(run, cancellationToken);
        }
        finally
        {
            await host.RemoveAsync(CancellationToken.None);
        }
        return run;
    }

    /// <summary>Prevents parallel deployments and attacks.</summary>
    private static StateLock Lock(string stateFile)
    {
        try
        {
            return StateLock.Take(stateFile);
        }
        catch (EngineException e)
        {
            throw new SandboxException(e.Message, e);
        }
    }

    private static IReadOnlyList<IAttack> Choose(IReadOnlyList<string> only)
    {
        // Restoring the host comes last, whatever is selected.
        IReadOnlyList<IAttack> chosen =
            only.Count == 0
                ? Kinds.Attacks.All
                :
                [
                    .. Kinds.Attacks.All.Where(attack =>
                        only.Any(part => attack.Kind.Contains(part, StringComparison.OrdinalIgnoreCase)) || attack is Kinds.AsFound
                    ),
                ];
        return chosen.Count > 1
            ? chosen
            : throw new SandboxException(
                $"--only {string.Join(',', only)}: the kinds are {string.Join(", ", Kinds.Attacks.All.Select(attack => attack.Kind))}."
            );
    }
}
