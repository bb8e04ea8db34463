using System.Diagnostics;
using System.Globalization;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>One finished step and how long it took.</summary>
internal sealed record StepTime(string Name, TimeSpan Elapsed);

/// <summary>Says what is being done while it is done, and remembers how long it took. Steps may run side by side.</summary>
internal sealed class Steps(TextWriter output)
{
    private readonly List<StepTime> _times = [];

    /// <summary>The finished steps, in the order in which they ended.</summary>
    public IReadOnlyList<StepTime> Times { get { lock (_times) return [.. _times]; } }

    /// <summary>Runs a step.</summary>
    /// <param name="name">For the table of times.</param>
    /// <param name="doing">What is being done, for the person who waits.</param>
    /// <param name="step">The work.</param>
    public async Task<T> RunAsync<T>(string name, string doing, Func<Task<T>> step)
    {
        Say($"{name}: {doing}");
        var watch = Stopwatch.StartNew();
        var result = await step();
        lock (_times)
            _times.Add(new StepTime(name, watch.Elapsed));
        Say($"{name}: done ({Seconds(watch.Elapsed)})");
        return result;
    }

    /// <summary>The same for work without a result.</summary>
    public Task RunAsync(string name, string doing, Func<Task> step) => RunAsync(name, doing, async () =>
    {
        await step();
        return true;
    });

    /// <summary>A line for the person who waits.</summary>
    public void Say(string line)
    {
        lock (_times)
            output.WriteLine(line);
    }

    /// <summary>A time for a table, in seconds.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture);
}
