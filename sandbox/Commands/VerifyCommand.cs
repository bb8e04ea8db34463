using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Verifies the forum now: the host sends its requests through the edge, like a visitor.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs <c>nodebb-verify</c> on the host and prints its table.</summary>
    public static async Task<int> RunAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        var world = WorldInfo.Load(request.Directory) ?? throw new SandboxException("There is no world to verify; `make up` makes one.");
        progress.Say($"forum: {world.Forum.Described}");
        var result = await HostSsh.RunAsync(
            request.Directory,
            world.Host(request.Stack).Address,
            "nodebb-verify",
            Limit,
            cancellationToken
        );
        var checks = Check.Parse(result.Output);
        if (checks.Count == 0)
        {
            throw new SandboxException(
                $"nodebb-verify did not run on the host (exit {result.ExitCode}):\n{Shell.LastLines(result.Error + result.Output, 10)}"
            );
        }

        return Check.Show(checks);
    }
}
