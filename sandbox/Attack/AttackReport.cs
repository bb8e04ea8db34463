using NodeBBInfra.Sandbox.Commands;

namespace NodeBBInfra.Sandbox.Attack;

/// <summary>Prints the table of results.</summary>
internal static class AttackReport
{
    private const int ShownDetails = 12;
    private const int Width = 90;

    /// <summary>Prints the table and returns the exit code: 0 only when something ran and all of it held.</summary>
    public static int Show(AttackRun run)
    {
        var cases = run.Log.Cases;
        Console.WriteLine();
        Report.Table(
            ["attack", "case", "tried", "result", "seen"],
            [.. cases.Select(c => new[] { c.Kind, c.Name, c.Tried, c.Result, Short(c.Seen) })]
        );
        foreach (var failed in cases.Where(c => !c.Held && (c.Details.Count > 0 || c.Seen.Length > Width)))
        {
            Console.WriteLine();
            Console.WriteLine($"{failed.Kind}, {failed.Name}: {Printable(failed.Seen)}");
            foreach (var line in failed.Details.Take(ShownDetails))
                Console.WriteLine($"  {Printable(line)}");
            if (failed.Details.Count > ShownDetails)
                Console.WriteLine($"  and {failed.Details.Count - ShownDetails} more");
        }

        Console.WriteLine();
        Console.WriteLine(
            "Not tried here: which requests come past Cloudflare's checks (PolicyTests), which settings are refused (SettingValuesTests)."
        );
        var lost = cases.Where(c => !c.Held).ToList();
        Console.WriteLine(
            cases.Count == 0 ? "Nothing was tried."
            : lost.Count == 0 ? $"All {cases.Count} attacks were held off (seed {run.Seed})."
            : $"{lost.Count} of {cases.Count} attacks FAILED to be held off (seed {run.Seed}):"
        );
        foreach (var failed in lost)
        {
            var cause = failed.Details is [var first, ..] ? Short(first) : "";
            Console.WriteLine($"  {failed.Kind}, {failed.Name}: {Short(failed.Seen)} {cause}".TrimEnd());
        }

        return cases.Count > 0 && lost.Count == 0 ? 0 : 1;
    }

    private static string Short(string text) =>
        Printable(text) is { Length: > Width } longer ? longer[..(Width - 1)] + "…" : Printable(text);

    // The output of a hostile forum is printed here too.
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '.' : c));
}
