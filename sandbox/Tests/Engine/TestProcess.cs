using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Engine.Refusals;
using NodeBBInfra.Tests.Engine.StandIn;
using NodeBBInfra.Tests.Engine.State;

namespace NodeBBInfra.Tests.Engine;

/// <summary>This assembly as a program: the engine with a test provider, to be killed, and faulty Pulumi programs.</summary>
public static class TestProcess
{
    /// <summary>The argument of "dotnet" that starts it.</summary>
    internal static string Assembly => typeof(TestProcess).Assembly.Location;

    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["engine", var operation, var directory, var script]:
                using (var interruption = new Interruption())
                {
                    var project = new ThingProject(directory);
                    var kill = KillPlan.FromEnvironment(project);
                    return (
                        await project.RunAsync(Enum.Parse<Operation>(operation), script, Console.Out, kill.Happens, interruption.Token)
                    ).ExitCode;
                }

            case [] when Environment.GetEnvironmentVariable("PULUMI_MONITOR") is not null:
                return await StandInPrograms.RunAsync();
            case ["program", var kind]:
                return await BadPrograms.RunAsync(kind);
            default:
                await Console.Error.WriteLineAsync("This assembly holds tests; run them by `dotnet test`.");
                return 2;
        }
    }

    /// <summary>Starts the engine in its own process and process group.</summary>
    internal static RunningProcess Start(Operation operation, string directory, string script, string? killAt = null) =>
        RunningProcess.Start(
            "setsid",
            ["dotnet", Assembly, "engine", $"{operation}", directory, script],
            environment: new Dictionary<string, string?> { [KillPlan.Variable] = killAt }
        );
}
