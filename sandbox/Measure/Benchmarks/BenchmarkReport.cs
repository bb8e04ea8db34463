using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks;

/// <summary>A benchmark, which returns a Markdown section.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="RunAsync">Runs it; the writer receives progress.</param>
internal sealed record Benchmark(string Name, Func<TextWriter, CancellationToken, Task<string>> RunAsync);

/// <summary>Runs the benchmarks in turn and writes docs/benchmarks.md.</summary>
internal static class BenchmarkReport
{
    /// <summary>Runs the benchmarks, prints their sections and writes the report.</summary>
    /// <param name="benchmarks">All benchmarks.</param>
    /// <param name="only">The name of the only one to run, which replaces its section of the report; null for all.</param>
    /// <param name="docs">The folder for the report; null for none.</param>
    /// <param name="command">The command that repeats the measurement.</param>
    /// <param name="output">Receives progress and the sections.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <exception cref="SandboxException">There is no benchmark of that name.</exception>
    public static async Task<int> RunAsync(
        IReadOnlyList<Benchmark> benchmarks,
        string? only,
        string? docs,
        string command,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var chosen = benchmarks.Where(benchmark => only is null || benchmark.Name == only).ToList();
        if (chosen.Count == 0)
        {
            throw new SandboxException(
                $"\"{only}\" is not a benchmark. There are {string.Join(", ", benchmarks.Select(one => one.Name))}."
            );
        }

        var measured = MachineDescription.Describe(command);
        var sections = new List<string>();
        foreach (var benchmark in chosen)
        {
            sections.Add((await benchmark.RunAsync(output, cancellationToken)).TrimEnd('\n') + "\n");
            await output.WriteLineAsync($"\n{sections[^1]}");
        }
        if (docs is not null)
        {
            var file = Path.Combine(docs, "benchmarks.md");
            var report = only is null
                ? $"# Benchmarks\n\n{measured} What counts are the ratios, each within one run. This file is generated.\n\n{string.Join('\n', sections)}"
                : WithSection(await File.ReadAllTextAsync(file, cancellationToken), $"{sections[0]}\n{measured}\n");
            await File.WriteAllTextAsync(file, report, cancellationToken);
            await output.WriteLineAsync($"written: {file}");
        }
        return 0;
    }

    /// <summary>Replaces the report's section with the same heading, or appends the section.</summary>
    internal static string WithSection(string report, string section)
    {
        var begin = report.IndexOf($"\n{section[..(section.IndexOf('\n', StringComparison.Ordinal) + 1)]}", StringComparison.Ordinal);
        if (begin < 0)
            return $"{report.TrimEnd('\n')}\n\n{section}";
        var next = report.IndexOf("\n## ", begin + 1, StringComparison.Ordinal);
        return report[..(begin + 1)] + section + (next < 0 ? "" : report[next..]);
    }
}
