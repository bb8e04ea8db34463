using NodeBBInfra.Sandbox.Commands.PulumiCommand;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Destroys a world in whatever state it is.</summary>
internal static class DestroyCommand
{
    /// <summary>Destroys the stack first if all of the world is running, then the world with all its files.</summary>
    /// <returns>0; 1 when destroying the stack failed. The world is deleted either way.</returns>
    public static async Task<int> RunAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        var directory = request.Directory;
        var registered = new WorldRegistry().IndexOf(directory);
        if (!directory.IsWorld && registered is null)
        {
            Console.WriteLine($"There is no world in {directory.Root}; nothing to destroy.");
            return 0;
        }
        if (!Environment.IsPrivilegedProcess)
            throw new SandboxException("`make destroy` needs root, as `make up` did.");

        if (request.Engine == StackEngine.Pulumi)
            await PulumiCli.FindAsync(cancellationToken);
        var info = LoadOrNull(directory, progress);
        var index = info?.Index ?? registered ?? request.Index;
        var world = new World(directory, index);
        var exitCode = info is not null && world.IsWhole ? await DestroyStacksAsync(request, info, progress, cancellationToken) : 0;
        await progress.RunAsync("world", $"taking down {directory.Root}", world.StopAsync);
        await progress.RunAsync("files", $"deleting {directory.Root}", () => directory.DeleteAsync());
        return exitCode;
    }

    /// <summary>Refreshes first: a record deleted by hand would otherwise fail every destroy.</summary>
    private static async Task<int> DestroyStacksAsync(
        WorldRequest request,
        WorldInfo world,
        Progress progress,
        CancellationToken cancellationToken
    )
    {
        var exitCode = 0;
        foreach (var (stack, engine) in Stacks(request.Directory))
        {
            var made = request with { Stack = stack, Engine = engine };
            var options = StackRun.Options(made, world, Operation.Destroy) with { Refresh = true };
            if (StateLock.IsLeftover(options.StateFile))
                StateLock.Cancel(options.StateFile); // Left by a killed run; the whole world goes anyway.
            try
            {
                var result = await progress.RunAsync(
                    "stack",
                    $"destroying {stack}",
                    () => StackRun.ExecuteAsync(made, options, Console.Out, cancellationToken)
                );
                exitCode = result.ExitCode == 0 ? exitCode : 1;
            }
            catch (SandboxException e) when (engine == StackEngine.Pulumi)
            {
                progress.Say($"stack: {e.Message}");
                progress.Say($"stack: {stack} goes with its world.");
                exitCode = 1;
            }
        }
        return exitCode;
    }

    /// <summary>Each stack and the engine that deployed it.</summary>
    private static (string Stack, StackEngine Engine)[] Stacks(WorldDirectory directory)
    {
        var folder = Path.GetDirectoryName(directory.StateFile("any"))!;
        return
        [
            .. Directory
                .EnumerateFiles(folder, "*.json")
                .Where(f => f != directory.ZoneFile)
                .Select(f => (Path.GetFileNameWithoutExtension(f), StackEngine.Sandbox)),
            .. Directory.EnumerateDirectories(folder, "*.pulumi").Select(d => (Path.GetFileNameWithoutExtension(d), StackEngine.Pulumi)),
        ];
    }

    private static WorldInfo? LoadOrNull(WorldDirectory directory, Progress progress)
    {
        try
        {
            return WorldInfo.Load(directory);
        }
        catch (SandboxException e)
        {
            progress.Say($"{e.Message} It is taken down by what it is known to be made of.");
            return null;
        }
    }
}
