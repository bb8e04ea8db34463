namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Starts a world without deploying, to try a step of the stack by hand on a fresh host.</summary>
internal static class BootCommand
{
    /// <summary>Starts the world and prints how to log in.</summary>
    public static async Task<int> RunAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        var domain = StackForum.Read(request.ProjectDirectory, request.Stack) ?? new StackForum("example.org", OwnsZone: true);
        var world = await new WorldMaker(request, progress).EnsureAsync(domain, cancellationToken);
        progress.Say(
            $"ssh -i {world.SshKeyPath} -o UserKnownHostsFile={request.Directory.KnownHosts} root@{world.Host(request.Stack).Address}"
        );
        return 0;
    }
}
