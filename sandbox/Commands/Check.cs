namespace NodeBBInfra.Sandbox.Commands;

/// <summary>One line of <c>nodebb-verify</c>: the check, its result, and details.</summary>
internal sealed record Check(string Name, string Result, string Detail)
{
    public bool Held => Result == "ok";

    /// <summary>Parses the lines and ignores others, such as a tool's warnings.</summary>
    public static IReadOnlyList<Check> Parse(string lines) =>
        [
            .. lines
                .Split('\n')
                .Select(line => line.TrimEnd('\r').Split('\t', 3))
                .Where(parts => parts is [_, "ok" or "FAILED", _])
                .Select(parts => new Check(parts[0], parts[1], parts[2])),
        ];

    /// <summary>Prints the table and returns the exit code: 0 when all checks passed, 1 when one failed or there are none.</summary>
    public static int Show(IReadOnlyList<Check> checks)
    {
        Report.Table(["check", "result", "seen"], [.. checks.Select(c => new[] { c.Name, c.Result, c.Detail })]);
        var failed = checks.Count(c => !c.Held);
        Console.WriteLine(
            checks.Count == 0 ? "No check was run."
            : failed == 0 ? $"All {checks.Count} checks hold."
            : $"{failed} of {checks.Count} checks FAILED."
        );
        return checks.Count > 0 && failed == 0 ? 0 : 1;
    }
}
