using System.Globalization;
using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Sandbox.Commands.PulumiCommand;

/// <summary>Reads from the command's lines what was done and how long it took, which it tells nobody else: the closing table is the same with either engine.</summary>
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

    /// <summary>In the order in which they ended. The command's lines have no URN.</summary>
    public IReadOnlyList<ResourceTiming> Timings => _timings;

    /// <summary>Looks at a line.</summary>
    public void See(string line)
    {
        var row = Row().Match(line);
        if (!row.Success || row.Groups["type"].Value.StartsWith("pulumi:", StringComparison.Ordinal))
            return;
        var elapsed = TimeSpan.FromSeconds(double.Parse(row.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture));
        _timings.Add(new ResourceTiming("", row.Groups["name"].Value, Operations[row.Groups["done"].Value], DateTime.UtcNow - elapsed, elapsed));
    }

    // " +  command:remote:Command forum created (6s) "
    [GeneratedRegex(@"^ [ +~=<>-]{2} (?<type>\w+:\w+:\w+) (?<name>\S+) (?<done>created replacement|deleted original|created|updated|deleted|imported) \((?<seconds>\d+(\.\d+)?)s\)")]
    private static partial Regex Row();
}
