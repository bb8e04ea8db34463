using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Shows what `up` would change, against the world's state or, without a world, against an empty state.</summary>
internal static class PreviewCommand
{
    private const string PlaceholderDomain = "forum.example.org";

    /// <summary>Previews with the properties that change.</summary>
    public static async Task<int> RunAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        request = await StackRun.ChooseEngineAsync(request, progress, cancellationToken);
        var world = RunningWorld(request, progress);
        if (world is null)
            return await WithoutWorldAsync(request, Console.Out, cancellationToken);
        var options = StackRun.Options(request, world, Operation.Preview) with { Diff = true };
        progress.Say(Overlay.Describe(options.Overlay, request.Stack));
        return (await StackRun.ExecuteAsync(request, options, Console.Out, cancellationToken)).ExitCode;
    }

    /// <summary>
    /// Previews a first deployment with placeholders for a world's values. It checks the whole configuration without root or a host.
    /// </summary>
    public static async Task<int> WithoutWorldAsync(WorldRequest request, TextWriter output, CancellationToken cancellationToken)
    {
        var domain = StackDomain.Read(request.ProjectDirectory, request.Stack) ?? PlaceholderDomain;
        await using var zone = await LoopbackZone.StartAsync(domain, cancellationToken);
        var options = new EngineOptions
        {
            Operation = Operation.Preview,
            ProjectDirectory = request.ProjectDirectory,
            Stack = request.Stack,
            StateFile = zone.StateFile,
            Passphrase = "placeholder",
            Overlay = Overlay.Placeholders(zone.ZoneId, zone.Endpoint),
            Program = StackRun.Program(request),
            FoldWarnings = true,
            Diff = true,
        };
        await output.WriteLineAsync(
            "There is no world here: this is the preview of a first deployment, with placeholders for the host's address and key."
        );
        return (await StackRun.ExecuteAsync(request, options, output, cancellationToken)).ExitCode;
    }

    private static WorldInfo? RunningWorld(WorldRequest request, Progress progress)
    {
        if (!File.Exists(request.Directory.InfoFile))
            return null;
        if (!Environment.IsPrivilegedProcess)
        {
            progress.Say($"The world in {request.Directory.Root} is root's; previewing without it.");
            return null;
        }
        var world = WorldInfo.Load(request.Directory)!;
        return new World(request.Directory, world.Index).IsWhole
            ? world
            : throw new SandboxException(
                $"The world in {request.Directory.Root} does not run. `make up` starts it again, `make destroy` removes it."
            );
    }
}
