using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Takes a world down, whatever state it is in.</summary>
internal static class DestroyCommand
{
    /// <summary>Destroys the stack in it first, where it still answers, then the world itself, files and all.</summary>
    public static async Task<int> RunAsync(WorldRequest request, Steps steps, CancellationToken cancel)
    {
        var directory = request.Directory;
        var index = new WorldRegistry().IndexOf(directory) ?? LoadOrNull(directory)?.Index ?? request.Index;
        if (!directory.IsWorld)
        {
            Console.WriteLine($"There is no world in {directory.Root}; nothing to destroy.");
            return 0;
        }
        if (!Environment.IsPrivilegedProcess)
            throw new SandboxException("`make destroy` needs root, as `make up` did.");

        await steps.RunAsync("world", $"taking down {directory.Root}", () => new World(directory, index).StopAsync());
        directory.Delete();
        return 0;
    }

    private static WorldInfo? LoadOrNull(WorldDirectory directory)
    {
        try
        {
            return WorldInfo.Load(directory);
        }
        catch (SandboxException)
        {
            return null; // A damaged world is taken down by what it is known to be made of.
        }
    }
}
