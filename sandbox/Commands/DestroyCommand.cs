using NodeBBInfra.Sandbox.Commands.PulumiCommand;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Destroys a world in whatever state it is.</summary>
internal static class DestroyCommand
{
    /// <summary>Destroys one stack and its host; the world and its other stacks stay.</summary>
    /// <returns>0; 1 when destroying the stack failed, and then the host stays.</returns>
    public static async Task<int> OneAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        var directory = request.Directory;
        if (WorldInfo.Load(directory) is not { } info || !info.Hosts.ContainsKey(request.Stack))
        {
            Console.WriteLine($"There is no host of {request.Stack} in {directory.Root}; nothing to destroy.");
            return 0;
        }
        if (info.Hosts.Count == 1)
            return await RunAsync(request, progress, cancellationToken);
        var world = new World(directory, info.Index);
        if (!world.IsWhole(info))
            throw new SandboxException($"The world in {directory.Root} does not run. `make up STACK={request.Stack}` starts it again.");
        var exitCode = await DestroyStacksAsync(request, info, progress, stack => stack == request.Stack, cancellationToken);
        if (exitCode != 0)
            return exitCode;
        info = await progress.RunAsync("host", $"taking down {request.Stack}'s host", () => world.RemoveHostAsync(info, request.Stack));
        info.Save(directory);
        File.Delete(directory.StateFile(request.Stack));
        var project = PulumiProject.DirectoryOf(directory.StateFile(request.Stack));
        if (Directory.Exists(project))
            Directory.Delete(project, recursive: true);
        return 0;
    }

    /// <summary>Destroys the stacks first if all of the world is running, then the world with all its files.</summary>
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
        var exitCode =
            info is not null && world.IsWhole(info) ? await DestroyStacksAsync(request, info, progress, _ => true, cancellationToken) : 0;
        await progress.RunAsync("world", $"taking down {directory.Root}", world.StopAsync);
        await progress.RunAsync("files", $"deleting {directory.Root}", () => directory.DeleteAsync());
        return exitCode;
    }

    /// <summary>Refreshes first: a record deleted by hand would otherwise fail every destroy.</summary>
    private static async Task<int> DestroyStacksAsync(
        WorldRequest request,
        WorldInfo world,
        Progress progress,
        Func<string, bool> which,
        CancellationToken cancellationToken
    )
    {
        var exitCode = 0;
        // The zone's owner last: what it leaves behind could change what the others' destruction sees.
        foreach (
            var (stack, engine) in Stacks(request.Directory)
                .Where(made => which(made.Stack))
                .OrderBy(made => world.Hosts.GetValueOrDefault(made.Stack)?.Domain == world.Zone)
        )
        {
            var made = request with { Stack = stack, Engine = engine };
            var options = StackRun.Options(made, world, Operation.Destroy) with { Refresh = true };
            if (StateLock.IsLeftover(options.StateFile))
                StateLock.Cancel(options.StateFile); // Left by a killed run; its stack is destroyed now.
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
                progress.Say($"stack: {stack} is not destroyed; its host goes with the world.");
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
            progress.Say($"{e.Message} It is taken down without that file.");
            return null;
        }
    }
}
