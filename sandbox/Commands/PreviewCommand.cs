using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Shows what `up` would change, against the world's state or, without a world, against an empty state.</summary>
internal static class PreviewCommand
{
    private const string PlaceholderDomain = "example.org";

    /// <summary>Previews with the properties that change.</summary>
    public static async Task<int> RunAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        request = await StackRun.ChooseEngineAsync(request, progress, cancellationToken);
        var world = RunningWorld(request, progress);
        if (world is null)
            return await WithoutWorldAsync(request, Console.Out, cancellationToken);
        if (!world.Hosts.ContainsKey(request.Stack))
        {
            progress.Say(
                $"The stack {request.Stack} has no host in this world yet: this is the preview of its first deployment, with a placeholder for it."
            );
            return await FirstAsync(request, world.ZoneId, world.CloudflareApi, Console.Out, cancellationToken);
        }

        var options = StackRun.Options(request, world, Operation.Preview) with { Diff = true };
        progress.Say(Overlay.Describe(options.Overlay, request.Stack));
        return (await StackRun.ExecuteAsync(request, options, Console.Out, cancellationToken)).ExitCode;
    }

    /// <summary>
    /// Previews a first deployment with placeholders for a world's values. It checks the whole configuration without root or a host.
    /// </summary>
    public static async Task<int> WithoutWorldAsync(WorldRequest request, TextWriter output, CancellationToken cancellationToken)
    {
        var domain = StackForum.Read(request.ProjectDirectory, request.Stack) ?? new StackForum(PlaceholderDomain, OwnsZone: true);
        await using var zone = await LoopbackZone.StartAsync(domain.Zone, cancellationToken);
        await output.WriteLineAsync(
            "There is no world here: this is the preview of a first deployment, with placeholders for the host's address and key."
        );
        return await FirstAsync(request, zone.ZoneId, zone.Endpoint, output, cancellationToken);
    }

    private static async Task<int> FirstAsync(
        WorldRequest request,
        string zoneId,
        CloudflareEndpoint api,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var folder = Directory.CreateTempSubdirectory("nodebb-infra-preview-");
        try
        {
            var options = new EngineOptions
            {
                Operation = Operation.Preview,
                ProjectDirectory = request.ProjectDirectory,
                Stack = request.Stack,
                StateFile = Path.Combine(folder.FullName, "state.json"),
                Passphrase = "placeholder",
                Overlay = Overlay.Placeholders(zoneId, api),
                Program = StackRun.Program(request),
                FoldWarnings = true,
                Diff = true,
            };
            return (await StackRun.ExecuteAsync(request, options, output, cancellationToken)).ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WorldInfo? RunningWorld(WorldRequest request, Progress progress)
    {
        if (!File.Exists(request.Directory.InfoFile))
            return null;
        if (!Environment.IsPrivilegedProcess)
        {
            progress.Say($"The world in {request.Directory.Root} belongs to root; previewing without it.");
            return null;
        }
        var world = WorldInfo.Load(request.Directory)!;
        return new World(request.Directory, world.Index).IsWhole(world)
            ? world
            : throw new SandboxException(
                $"The world in {request.Directory.Root} does not run. `make up` starts it again, `make destroy` removes it."
            );
    }
}
