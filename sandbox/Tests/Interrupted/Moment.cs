using System.Globalization;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>When a deployment is interrupted. Neither the engine nor the program knows of it.</summary>
/// <param name="Name">For messages.</param>
/// <param name="HasCome">Whether it has come, given what was printed so far.</param>
/// <param name="Later">How long to wait then.</param>
internal sealed record Moment(string Name, Func<string, bool> HasCome, TimeSpan Later)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(5);

    /// <summary>While a resource is worked on, by what the display says of it; so long after that began.</summary>
    public static Moment During(string resource, TimeSpan later = default)
    {
        var row = new Regex($@"^ .{{2}} \S+ {Regex.Escape(resource)} (creating|updating|deleting|replacing|refreshing)", RegexOptions.Multiline);
        return new Moment($"during {resource}", row.IsMatch, later);
    }

    /// <summary>When something outside of the deployment has happened; so long after that.</summary>
    public static Moment When(string name, Func<bool> happened, TimeSpan later = default) => new(name, _ => happened(), later);

    /// <summary>So long after the start.</summary>
    public static Moment After(TimeSpan time) => new(string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms after the start"), _ => true, time);

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
