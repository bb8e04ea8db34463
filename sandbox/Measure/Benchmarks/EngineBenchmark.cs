using System.Diagnostics;
using System.Globalization;
using System.Text;
using NodeBBInfra.Sandbox.Commands;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks;

/// <summary>
/// Measures the engine with a program of random ids as a user sees it: one process for the engine, one for the program, and the state
/// written after each operation. The best of several runs counts, to exclude other load on the machine.
/// </summary>
internal static class EngineBenchmark
{
    private const int Rounds = 3;
    private const int Few = 50;
    private const int Many = 500;

    private static readonly string[] Operations = ["up", "up again", "destroy"];

    /// <summary>Pulumi 3.259.0 with a file backend, recorded on two cores on 2026-11-23, in seconds.</summary>
    private static readonly Dictionary<int, double[]> Recorded = new() { [Few] = [2.9, 2.5, 1.0], [Many] = [26.5, 9.1, 17.1] };

    /// <summary>Runs the benchmark.</summary>
    /// <param name="progress">Receives a line per run.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>A Markdown section with results and ratios.</returns>
    /// <exception cref="SandboxException">A run failed, or the program is not built.</exception>
    public static async Task<string> RunAsync(TextWriter progress, CancellationToken cancellationToken)
    {
        // Next to this program: .../Measure/bin/Debug/net10.0.
        var project = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "Benchmarks", "RandomIds"));
        var best = new Dictionary<int, double[]>();
        foreach (var count in (int[])[0, Few, Many])
        {
            var times = best[count] = [double.MaxValue, double.MaxValue, double.MaxValue];
            for (var round = 1; round <= Rounds; round++)
            {
                var measured = await RoundAsync(project, count, cancellationToken);
                for (var operation = 0; operation < Operations.Length; operation++)
                {
                    times[operation] = Math.Min(times[operation], measured[operation]);
                }

                await progress.WriteLineAsync(
                    $"{count} random ids, round {round}: {string.Join(", ", Operations.Zip(measured, (name, seconds) => $"{name} {Seconds(seconds)} s"))}"
                );
            }
        }

        return Section(best);
    }

    private static string Section(Dictionary<int, double[]> best)
    {
        var later = Many - Few;
        var text = new StringBuilder(
            $"""
            ## Engine

            The sandbox's engine makes random ids. Each run is a separate process and includes the program's start; the best of {Rounds} counts. The recorded figures are
            Pulumi 3.259.0's with a file backend on another machine with two cores. They are quoted, not measured here.

            | operation | empty | {Few} | {Many} | recorded {Few} | recorded {Many} | {Many}: recorded / ours | time per resource, {Many} / {Few} | ms for each of the first {Few} | ms for each of the next {later} |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

            """
        );
        for (var operation = 0; operation < Operations.Length; operation++)
        {
            var (empty, few, many) = (best[0][operation], best[Few][operation], best[Many][operation]);
            string[] cells =
            [
                Operations[operation],
                $"{Seconds(empty)} s",
                $"{Seconds(few)} s",
                $"{Seconds(many)} s",
                $"{Seconds(Recorded[Few][operation])} s",
                $"{Seconds(Recorded[Many][operation])} s",
                Ratio(Recorded[Many][operation] / many),
                Ratio(many / Many / (few / Few)),
                Ratio((few - empty) / Few * 1000),
                Ratio((many - few) / (Many - Few) * 1000),
            ];
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return text.ToString();
    }

    /// <summary>The seconds of one round: first up, second up, destroy.</summary>
    internal static async Task<double[]> RoundAsync(string project, int count, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("nodebb-infra-bench-");
        try
        {
            var seconds = new double[Operations.Length];
            for (var operation = 0; operation < Operations.Length; operation++)
            {
                seconds[operation] = await EngineAsync(
                    project,
                    Operations[operation].Split(' ')[0],
                    Path.Combine(directory.FullName, "state.json"),
                    count,
                    cancellationToken
                );
            }

            return seconds;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<double> EngineAsync(
        string project,
        string operation,
        string stateFile,
        int count,
        CancellationToken cancellationToken
    )
    {
        // In the same build configuration: .../Measure/bin/Debug/net10.0 and .../Measure/Benchmarks/RandomIds/bin/Debug/net10.0.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(EngineCommand).Assembly.Location,
                "engine",
                operation,
                "--project",
                project,
                "--state",
                stateFile,
                "--config",
                string.Create(CultureInfo.InvariantCulture, $"random-ids:count={count}"),
                "--",
                "dotnet",
                Path.Combine(project, "bin", here.Parent!.Name, here.Name, "NodeBBInfra.RandomIds.dll"),
            ]
        )
        {
            RedirectStandardOutput = true,
            Environment = { ["PULUMI_CONFIG_PASSPHRASE"] = "benchmark" },
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? clock.Elapsed.TotalSeconds
                : throw new SandboxException($"The engine's {operation} of {count} random ids failed:\n{output}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Seconds(double seconds) => seconds.ToString("0.0#", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString("0.0#", CultureInfo.InvariantCulture);
}
