using System.Globalization;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks.Deployment;

/// <summary>Compares <c>up</c> on a fresh host with a shell script of the guide's commands, alternating.</summary>
internal static class DeploymentBenchmark
{
    /// <summary>Runs all deployments and returns a Markdown section.</summary>
    /// <param name="project">The repository.</param>
    /// <param name="rounds">How many deployments of each count.</param>
    /// <param name="progress">Receives a line per deployment.</param>
    /// <param name="cancellationToken">Cancels the run and removes its world.</param>
    public static async Task<string> RunAsync(string project, int rounds, TextWriter progress, CancellationToken cancellationToken)
    {
        var (script, stack) = (new List<DeploymentTimes>(), new List<DeploymentTimes>());
        // The first round fills the caches of this machine and of the registries, and does not count.
        for (var round = 0; round <= rounds; round++)
        {
            await RunAsync("the guide's script", script, (world, stop) => world.ScriptAsync(stop));
            await RunAsync("NodeBBInfra", stack, (world, stop) => world.UpAsync(stop));

            async Task RunAsync(
                string name,
                List<DeploymentTimes> all,
                Func<DeploymentWorld, CancellationToken, Task<DeploymentTimes>> deployAsync
            )
            {
                await using var world = await DeploymentWorld.StartAsync(project, nodebb: null, cancellationToken);
                var times = await deployAsync(world, cancellationToken);
                if (round > 0)
                    all.Add(times);
                await progress.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"deployment, {(round == 0 ? "warm-up" : $"round {round} of {rounds}")}, {name}: {times.Total:0.0} s"
                    )
                );
            }
        }
        return DeploymentSection.Render(script, stack);
    }
}
