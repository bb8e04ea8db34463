using System.Diagnostics;
using System.Globalization;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>A finished step and its duration.</summary>
internal sealed record ProgressTime(string Name, TimeSpan Elapsed);

/// <summary>Prints each step when it starts and records its duration. Steps may run in parallel.</summary>
internal sealed class Progress(TextWriter output)
{
    private readonly List<ProgressTime> _times = [];

    /// <summary>The finished steps in the order in which they ended.</summary>
    public IReadOnlyList<ProgressTime> Times
    {
        get
        {
            lock (_times)
                return [.. _times];
        }
    }

    /// <summary>Runs a step.</summary>
    /// <param name="name">The name in the table of durations.</param>
    /// <param name="doing">The progress line.</param>
    /// <param name="step">The work.</param>
    public async Task<T> RunAsync<T>(string name, string doing, Func<Task<T>> step)
    {
        Say($"{name}: {doing}");
        var watch = Stopwatch.StartNew();
        var result = await step();
        lock (_times)
            _times.Add(new ProgressTime(name, watch.Elapsed));
        Say($"{name}: done ({Seconds(watch.Elapsed)})");
        return result;
    }

    /// <summary>Runs a step without a result.</summary>
    public Task RunAsync(string name, string doing, Func<Task> step) =>
        RunAsync(
            name,
            doing,
            async () =>
            {
                await step();
                return true;
            }
        );

    /// <summary>Prints a progress line.</summary>
    public void Say(string line)
    {
        lock (_times)
            output.WriteLine(line);
    }

    /// <summary>Formats a duration in seconds.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture);
}
