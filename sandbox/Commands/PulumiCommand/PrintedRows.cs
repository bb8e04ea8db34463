using System.Globalization;
using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Sandbox.Commands.PulumiCommand;

/// <summary>
/// Parses operations and durations from the command's output, its only source, so that both engines get the same summary table.
/// </summary>
internal sealed partial class PrintedRows
{
    private static readonly Dictionary<string, string> Operations = new()
    {
        ["created"] = "create",
        ["updated"] = "update",
        ["deleted"] = "delete",
        ["created replacement"] = "create-replacement",
        ["deleted original"] = "delete-replaced",
        ["imported"] = "import",
    };

    private readonly List<ResourceTiming> _timings = [];

    /// <summary>Operations in the order in which they ended, without URNs, which the output lacks.</summary>
    public IReadOnlyList<ResourceTiming> Timings => _timings;

    /// <summary>Parses one line.</summary>
    public void See(string line)
    {
        var row = Row().Match(line);
        if (!row.Success || row.Groups["type"].Value.StartsWith("pulumi:", StringComparison.Ordinal))
            return;
        var elapsed = TimeSpan.FromSeconds(double.Parse(row.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture));
        _timings.Add(
            new ResourceTiming("", row.Groups["name"].Value, Operations[row.Groups["done"].Value], DateTime.UtcNow - elapsed, elapsed)
        );
    }

    // " +  command:remote:Command forum created (6s) "
    [GeneratedRegex(
        @"^ [ +~=<>-]{2} (?<type>\w+:\w+:\w+) (?<name>\S+) (?<done>created replacement|deleted original|created|updated|deleted|imported) \((?<seconds>\d+(\.\d+)?)s\)"
    )]
    private static partial Regex Row();
}
