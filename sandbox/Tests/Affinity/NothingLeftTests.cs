using NodeBBInfra.Sandbox.Measure.AffinityRuns;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Tests.AffinityRuns;

/// <summary>A measurement leaves nothing behind, however it ends.</summary>
public sealed class NothingLeftTests
{
    private static readonly string Program = typeof(Isolation).Assembly.Location;

    [HostTheory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task A_measurement_that_is_stopped_takes_everything_with_it(string signal)
    {
        await ShortRun.PlanAsync(); // Fetch everything first, because a download is not to be interrupted here.
        await using var running = RunningProcess.Start("dotnet", [Program, "affinity", "--project", Repository.Root, "--sessions", "3000"]);
        await Eventually.HoldsAsync(
            () => running.Output.Contains("workers", StringComparison.Ordinal) || running.HasExited,
            TimeSpan.FromMinutes(2),
            "it measures"
        );
        Assert.False(running.HasExited, running.Output + running.Error);
        var inside = Descendants(running.Id);
        var folder = Path.GetDirectoryName(
            Command(inside[0]).Split('\0').Single(argument => argument.EndsWith("plan.json", StringComparison.Ordinal))
        )!;
        Assert.True(Directory.Exists(folder));
        Assert.Equal(3, inside.Count(process => Command(process).Contains("app.js", StringComparison.Ordinal)));
        Assert.Contains(inside, process => Command(process).Contains("redis", StringComparison.Ordinal));

        await RunningProcess.RunAsync("bash", ["-c", $"kill -{signal} {running.Id}"], TimeSpan.FromSeconds(5));

        await Eventually.HoldsAsync(
            () => running.HasExited && !inside.Any(IsAlive) && !Directory.Exists(folder),
            TimeSpan.FromSeconds(20),
            "everything has ended"
        );
    }

    [HostFact]
    public async Task A_measurement_that_fails_says_why_and_ends()
    {
        var plan = await ShortRun.PlanAsync() with { Image = "/nowhere" };

        var failure = await Assert.ThrowsAsync<NodeBBInfra.Sandbox.Host.SandboxException>(() =>
            Isolation.RunAsync<AffinityResult>(plan, CancellationToken.None)
        );

        Assert.Equal("The measurement failed (exit 1).", failure.Message);
    }

    private static List<int> Descendants(int process)
    {
        var children = Directory
            .EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!))
            .ToLookup(ParentOf);
        List<int> found = [];
        for (var next = new Queue<int>([process]); next.TryDequeue(out var parent); )
        {
            foreach (var child in children[parent])
            {
                found.Add(child);
                next.Enqueue(child);
            }
        }
        return found;
    }

    private static int ParentOf(int process) =>
        Read($"/proc/{process}/stat") is { Length: > 0 } stat ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]) : 0;

    private static bool IsAlive(int process) =>
        Read($"/proc/{process}/stat") is { Length: > 0 } stat && stat[stat.LastIndexOf(')') + 2] != 'Z';

    private static string Command(int process) => Read($"/proc/{process}/cmdline");

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // It has exited.
        }
    }
}
