using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Attack.OnHost;

/// <summary>A step from the state: the command line, and the bundle for its stdin.</summary>
internal sealed partial record StepBundle(string Name, string Line, string Stdin)
{
    /// <summary>Whether the bundle has a heading, such as <c>@param REF</c> or <c>@file redis.conf</c>.</summary>
    public bool Has(string heading) => Stdin.Split('\n').Contains(heading);

    /// <summary>The files in the bundle.</summary>
    public IEnumerable<string> Files =>
        Stdin.Split('\n').Where(line => line.StartsWith("@file ", StringComparison.Ordinal)).Select(line => line["@file ".Length..]);

    /// <summary>A copy with another one-line value under a heading.</summary>
    /// <exception cref="InvalidOperationException">The heading does not exist.</exception>
    public StepBundle With(string heading, string value)
    {
        if (!Has(heading))
            throw new InvalidOperationException($"the bundle of {Name} has no {heading}");
        var lines = Stdin.Split('\n').ToList();
        var at = lines.IndexOf(heading) + 1;
        while (at < lines.Count && lines[at].StartsWith('|'))
            lines.RemoveAt(at);
        lines.Insert(at, $"| {value}");
        return this with { Stdin = string.Join('\n', lines) };
    }

    /// <summary>A copy with another timeout on the host.</summary>
    public StepBundle Within(TimeSpan limit) => this with { Line = LastNumber().Replace(Line, $"{limit.TotalSeconds:0}") };

    /// <summary>The parts of paths in the script, which an attacker could create first.</summary>
    public IEnumerable<string> Names => PathPart().Matches(Stdin).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\d+$")]
    private static partial Regex LastNumber();

    [GeneratedRegex("""(?:^|[/\s"'=])([A-Za-z0-9_.][A-Za-z0-9_.@-]{1,40})(?=[/"'\s;)]|$)""", RegexOptions.Multiline)]
    private static partial Regex PathPart();
}
