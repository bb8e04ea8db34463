using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks;

/// <summary>Runs all benchmarks in turn and writes docs/benchmarks.md.</summary>
internal static class BenchmarkReport
{
    /// <summary>Runs the benchmarks, prints their sections and writes the report.</summary>
    /// <param name="sections">The benchmarks; each returns a Markdown section.</param>
    /// <param name="docs">The folder for the report; null for none.</param>
    /// <param name="command">The command that repeats the measurement.</param>
    /// <param name="output">Receives progress and the sections.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<Func<TextWriter, CancellationToken, Task<string>>> sections,
        string? docs,
        string command,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var parts = new List<string>
        {
            $"# Benchmarks\n\n{MachineDescription.Describe(command)} What counts are the ratios, each within one run. This file is generated.\n",
        };
        foreach (var section in sections)
        {
            parts.Add((await section(output, cancellationToken)).TrimEnd('\n') + "\n");
            await output.WriteLineAsync($"\n{parts[^1]}");
        }
        if (docs is not null)
        {
            var file = Path.Combine(docs, "benchmarks.md");
            await File.WriteAllTextAsync(file, string.Join('\n', parts), cancellationToken);
            await output.WriteLineAsync($"written: {file}");
        }
        return 0;
    }
}
