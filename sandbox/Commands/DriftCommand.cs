using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Shows what was changed by hand since the last deployment, in the zone and on the host.</summary>
internal static class DriftCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Prints the differences.</summary>
    /// <returns>0 without any; 1 otherwise.</returns>
    public static async Task<int> RunAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        var world = WorldInfo.Load(request.Directory) ?? throw new SandboxException("There is no world to look at; `make up` makes one.");
        request = await StackRun.ChooseEngineAsync(request, progress, cancellationToken);
        var options = StackRun.Options(request, world, Operation.Preview) with { Diff = true, Refresh = true, ExpectNoChanges = true };
        var zone = await progress.RunAsync(
            "zone",
            "comparing with the state",
            () => StackRun.ExecuteAsync(request, options, Console.Out, cancellationToken)
        );
        var host = await progress.RunAsync(
            "host",
            "comparing with what was deployed",
            () => HostSsh.RunAsync(request.Directory, world.Host(request.Stack).Address, "nodebb-verify --drift", Limit, cancellationToken)
        );
        Console.Write(host.Output);
        Console.Error.Write(host.Error);
        return zone.ExitCode == 0 && host.ExitCode == 0 ? 0 : 1;
    }
}
