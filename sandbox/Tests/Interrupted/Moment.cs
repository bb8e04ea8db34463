using System.Globalization;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>When to interrupt a deployment, unknown to the engine and the program.</summary>
/// <param name="Name">The name in messages.</param>
/// <param name="HasCome">Whether it has come, given the output so far.</param>
/// <param name="Later">An additional delay.</param>
internal sealed record Moment(string Name, Func<string, bool> HasCome, TimeSpan Later)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(5);

    /// <summary>During a resource's operation, recognized by the display, with a delay after its start.</summary>
    public static Moment During(string resource, TimeSpan later = default)
    {
        var row = new Regex(
            $@"^ .{{2}} \S+ {Regex.Escape(resource)} (creating|updating|deleting|replacing|refreshing)",
            RegexOptions.Multiline
        );
        return new Moment($"during {resource}", row.IsMatch, later);
    }

    /// <summary>After an event outside of the deployment, with a delay.</summary>
    public static Moment When(string name, Func<bool> happened, TimeSpan later = default) => new(name, _ => happened(), later);

    /// <summary>A time after the start.</summary>
    public static Moment After(TimeSpan time) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms after the start"), _ => true, time);

    /// <summary>Waits for it; false when the process ended first.</summary>
    public async Task<bool> ComesAsync(RunningProcess process, TimeSpan limit)
    {
        var deadline = DateTime.UtcNow + limit;
        while (!HasCome(process.Output))
        {
            if (process.HasExited)
                return false;
            Assert.True(DateTime.UtcNow < deadline, $"{Name} did not come within {limit}:\n{process.Output}{process.Error}");
            await Task.Delay(Often);
        }

        await Task.Delay(Later);
        return !process.HasExited;
    }
}
