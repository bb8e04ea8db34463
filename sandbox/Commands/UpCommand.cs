using System.Diagnostics;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Makes a world and deploys the stack into it: the first command a newcomer runs.</summary>
internal static class UpCommand
{
    private const int SlowestResources = 8;

    /// <summary>Starts what is missing of the world, deploys, and prints the durations and the verification.</summary>
    public static async Task<int> RunAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        request = await StackRun.ChooseEngineAsync(request, progress, cancellationToken);
        if (!await IsConfigurationGoodAsync(request, progress, cancellationToken))
            return 1;

        var domain =
            StackForum.Read(request.ProjectDirectory, request.Stack)
            ?? throw new SandboxException($"There is no Pulumi.{request.Stack}.yaml with a nodebb:domain.");
        var world = await new WorldMaker(request, progress).EnsureAsync(domain, cancellationToken);
        var options = StackRun.Options(request, world, Operation.Up);
        progress.Say($"forum: {world.Forum.Described}");
        progress.Say(Overlay.Describe(options.Overlay, request.Stack));
        var result = await progress.RunAsync(
            "stack",
            "running the Pulumi program",
            () => StackRun.ExecuteAsync(request, options, Console.Out, cancellationToken)
        );
        ShowTimes(progress, result, watch.Elapsed);
        if (StateLock.IsLeftover(options.StateFile))
        {
            progress.Say(
                $"The run that holds the lock is gone: `SANDBOX_WORLD={request.Directory.Root} sandbox/path/pulumi cancel --stack {request.Stack}` removes the lock."
            );
        }

        if (result.ExitCode != 0)
            return 1;
        return Show(world, world.Host(request.Stack), result);
    }

    /// <summary>
    /// For a stack without a host, a preview reports bad configuration before anything is made. With one, the run itself does so first.
    /// </summary>
    private static async Task<bool> IsConfigurationGoodAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        var world = WorldInfo.Load(request.Directory);
        if (world?.Hosts.ContainsKey(request.Stack) == true)
            return true;
        if (world is null)
            Preflight.Check(new WorldAddresses(request.Index));
        using var output = new StringWriter();
        var exitCode = await progress.RunAsync(
            "configuration",
            $"checking Pulumi.{request.Stack}.yaml",
            () => PreviewCommand.WithoutWorldAsync(request, output, cancellationToken)
        );
        if (exitCode == 0)
            return true;
        await Console.Error.WriteLineAsync(output.ToString());
        await Console.Error.WriteLineAsync("Nothing was made.");
        return false;
    }

    private static void ShowTimes(Progress progress, EngineResult result, TimeSpan total)
    {
        var slowest = result
            .Timings.OrderByDescending(t => t.Elapsed)
            .Take(SlowestResources)
            .Where(t => t.Elapsed > TimeSpan.FromSeconds(0.5));
        string[][] rows =
        [
            .. progress.Times.Select(t => new[] { t.Name, Progress.Seconds(t.Elapsed) }),
            .. slowest.Select(t => new[] { $"  {t.Op} {t.Name}", Progress.Seconds(t.Elapsed) }),
            ["total", Progress.Seconds(total)],
        ];
        Console.WriteLine();
        Report.Table(["step", "time"], rows);
    }

    private static int Show(WorldInfo world, HostInfo host, EngineResult result)
    {
        var changes = result.Counts.Where(c => c.Key != "same").Sum(c => c.Value);
        Console.WriteLine();
        Console.WriteLine(
            $"{changes} changes{(result.SshLogins is { } logins ? $", {logins} SSH logins" : "")}. This world: {world.Forum.Described} at https://{host.Domain}/ ({world.EdgeAddress})."
        );
        // Without a run of the step, the output is an old one from the state and says nothing about now.
        if (!result.Timings.Any(IsVerification))
        {
            Console.WriteLine("Nothing was verified in this run; `make verify` does it now.");
            return 0;
        }

        Console.WriteLine("Verified:");
        return Check.Show(Check.Parse(Lines(result.Outputs.GetValueOrDefault("verification"))));
    }

    /// <summary>Whether this is a completed run of <c>nodebb-verify</c>.</summary>
    internal static bool IsVerification(ResourceTiming timing) =>
        timing is { Name: "verify", Op: "create" or "update" or "create-replacement" };

    private static string Lines(object? output) =>
        output switch
        {
            string text => text,
            IEnumerable<object?> lines => string.Join('\n', lines),
            _ => "",
        };
}
