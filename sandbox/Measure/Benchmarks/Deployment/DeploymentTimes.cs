using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks.Deployment;

/// <summary>A line that a deployment printed.</summary>
/// <param name="At">When, in seconds since its start.</param>
/// <param name="Text">The line.</param>
internal sealed record TimedLine(double At, string Text);

/// <summary>A part of a deployment, in seconds since its start.</summary>
internal sealed record DeploymentPart(string Name, double From, double To);

/// <summary>The times of a deployment, from what it printed when.</summary>
/// <param name="Total">How long it took, in seconds.</param>
/// <param name="Parts">Its parts. They may overlap.</param>
internal sealed partial record DeploymentTimes(double Total, IReadOnlyList<DeploymentPart> Parts)
{
    /// <summary>What <see cref="Added"/> calls the time before the first part.</summary>
    public const string Start = "start";

    /// <summary>What <see cref="Added"/> calls the time after the last part.</summary>
    public const string End = "end";

    /// <summary>The times of guide.sh: a part ends where the next one begins.</summary>
    public static DeploymentTimes OfScript(IReadOnlyList<TimedLine> lines, double total)
    {
        var begun = lines.Where(line => line.Text.StartsWith("phase: ", StringComparison.Ordinal)).ToList();
        var ends = begun.Skip(1).Select(line => line.At).Append(total);
        return new(total, [.. begun.Zip(ends, (line, end) => new DeploymentPart(line.Text["phase: ".Length..], line.At, end))]);
    }

    /// <summary>
    /// The times of <c>up</c>: the steps on the host by name, the Origin CA's certificate as <c>origin-ca</c>, and everything else at
    /// Cloudflare as <c>cloudflare</c>.
    /// </summary>
    public static DeploymentTimes OfUp(IReadOnlyList<TimedLine> lines, double total)
    {
        var created = lines
            .Select(line => (line.At, Match: Created().Match(line.Text)))
            .Where(line => line.Match.Success)
            .GroupBy(line => PartOf(line.Match.Groups["type"].Value, line.Match.Groups["name"].Value))
            .Select(part => new DeploymentPart(part.Key, part.Min(line => line.At), part.Max(line => line.At)));
        return new(total, [.. created]);
    }

    /// <summary>How long the parts of a name took.</summary>
    public double Took(string name) => Parts.Where(part => part.Name == name).Sum(part => part.To - part.From);

    /// <summary>
    /// How much each part adds to the total, which is their sum. The last part waited for the one that ended last before it began, and so
    /// on back to the start. A part that nobody waited for adds nothing.
    /// </summary>
    public IReadOnlyDictionary<string, double> Added()
    {
        var added = Parts.Select(part => part.Name).Distinct().ToDictionary(name => name, _ => 0.0);
        var part = Parts.MaxBy(one => one.To);
        added[End] = Total - (part?.To ?? 0);
        while (part is not null)
        {
            var (name, from, to) = part;
            var before = Parts.Where(other => other.To <= from && other.To < to).MaxBy(other => other.To);
            added[name] += to - (before?.To ?? from);
            added[Start] = from;
            part = before;
        }
        return added;
    }

    private static string PartOf(string type, string name) =>
        type == "command:remote:Command" ? name
        : type.EndsWith(":OriginCaCertificate", StringComparison.Ordinal) ? "origin-ca"
        : "cloudflare";

    // As in " +  command:remote:Command packages created (12s)".
    [GeneratedRegex(@"^ \+ +(?<type>command:remote:Command|cloudflare:\S+) (?<name>\S+) creat(ing|ed) \(")]
    private static partial Regex Created();
}
