using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>
/// A command's output in parts that are ordered in themselves: each resource's lines, its diagnostics, the stack's outputs, the summary.
/// Eight operations run in parallel, so the order between the parts is arbitrary.
/// </summary>
internal static partial class PrintedText
{
    public const string Stack = "pulumi:pulumi:Stack";

    public static Dictionary<string, List<string>> Parts(string text)
    {
        var parts = new Dictionary<string, List<string>>();
        var part = "";
        List<string> lines =
        [
            .. text.Split('\n').Select(line => Duration().Replace(line.TrimEnd(), "(T)")).Where(line => !Irrelevant().IsMatch(line)),
        ];
        for (var index = 0; index < lines.Count; index++)
        {
            part = PartOf(lines, index) ?? part;
            if (!parts.TryGetValue(part, out var own))
                parts[part] = own = [];
            own.Add(Trim(part, lines[index]));
        }

        // The recorded commands' plugin warnings printed a heading for the stack's diagnostics with nothing below it.
        foreach (
            var empty in parts
                .Where(entry => entry.Key.StartsWith("diagnostics of", StringComparison.Ordinal) && entry.Value.Count == 1)
                .Select(entry => entry.Key)
                .ToList()
        )
        {
            parts.Remove(empty);
        }

        return parts;
    }

    private static string? PartOf(List<string> lines, int index)
    {
        var line = lines[index];
        return Row().Match(line) is { Success: true } row ? $"{row.Groups["type"]} {row.Groups["name"]}"
            : Head().Match(line) is { Success: true } head ? $"diagnostics of {head.Groups[1]}"
            : DiffHead().IsMatch(line)
                ? lines.Skip(index).Select(later => later.Trim()).First(later => later.StartsWith("[urn=", StringComparison.Ordinal))
            : line.StartsWith("warning: ", StringComparison.Ordinal) ? "warnings"
            : Summary().IsMatch(line) ? "summary"
            : line is "Outputs:" or "    --outputs:--" ? "outputs"
            : null;
    }

    private static string Trim(string part, string line) =>
        part.StartsWith(Stack, StringComparison.Ordinal) ? Warnings().Replace(line, "").TrimEnd() : line;

    // " +  cloudflare:index:ZoneSetting ssl creating (0s) "
    [GeneratedRegex(@"^ [ +~=<>-]{2} (?<type>\w+:\w+:\w+) (?<name>\S+)( |$)")]
    private static partial Regex Row();

    // "  cloudflare:index:ZoneSetting (ssl):"
    [GeneratedRegex(@"^  (\w+:\w+:\w+ \(\S+\)):$")]
    private static partial Regex Head();

    // "    ~ cloudflare:index/zoneSetting:ZoneSetting: (update)"
    [GeneratedRegex(@"^\s*[ +~=<>-]{2}\S+:\S+: \(\w")]
    private static partial Regex DiffHead();

    [GeneratedRegex(@"^(Resources:$|error: no changes|\^C received)")]
    private static partial Regex Summary();

    [GeneratedRegex(@"\(\d+(\.\d+)?s\)|\(\d+m\d+s\)")]
    private static partial Regex Duration();

    // Progress dots, times, and advertising for the state service.
    [GeneratedRegex(@"^\s*$|^@ |^Duration: |^Diagnostics:$|^The resources in the stack have been deleted|^If you want to remove the stack")]
    private static partial Regex Irrelevant();

    [GeneratedRegex(@";? ?\d+ warnings?$")]
    private static partial Regex Warnings();
}
