using System.Globalization;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks.Deployment;

/// <summary>The section about deployments. README quotes its first paragraph.</summary>
internal static class DeploymentSection
{
    /// <summary>The heading.</summary>
    public const string Heading = "## From a fresh host to a forum";

    /// <summary>A line of the table.</summary>
    /// <param name="Work">What is done.</param>
    /// <param name="Script">The script's parts that do it.</param>
    /// <param name="Stack">The stack's parts that do it.</param>
    private sealed record Row(string Work, string[] Script, string[] Stack);

    private static readonly Row[] Rows =
    [
        new("start", [DeploymentTimes.Start], [DeploymentTimes.Start]),
        new("the host's checks, the runner", [], ["ready"]),
        new("data's notes, secrets", [], ["data", "secrets"]),
        new("Debian packages", ["packages"], ["packages"]),
        new("Node", ["node"], ["node"]),
        new("Redis's configuration", [], ["redis"]),
        new("NodeBB's files and npm packages", ["npm"], ["release"]),
        new("setup, assets, workers", ["setup", "workers"], ["forum"]),
        new("Origin CA certificate", [], ["csr", "origin-ca", "origin-certificate"]),
        new("nginx", ["nginx"], ["nginx"]),
        new("Cloudflare", ["cloudflare"], ["cloudflare"]),
        new("public certificate", ["certificate"], ["certificate"]),
        new("a session through the edge", ["session"], []),
        new("verification", [], ["verify"]),
        new("end", [DeploymentTimes.End], [DeploymentTimes.End]),
    ];

    /// <summary>Renders medians and the ratio. A part that no row names gets a row of its own.</summary>
    public static string Render(IReadOnlyList<DeploymentTimes> script, IReadOnlyList<DeploymentTimes> stack)
    {
        var rows = Rows.Concat(Unknown(script, row => row.Script).Select(name => new Row(name, [name], [])))
            .Concat(Unknown(stack, row => row.Stack).Select(name => new Row(name, [], [name])))
            .ToList();
        var (scripts, ours) = (Median(script, times => times.Total), Median(stack, times => times.Total));
        List<string[]> cells =
        [
            ["work", "the script, s", "NodeBBInfra took, s", "and adds, s"],
            .. rows.Select(row =>
                (string[])
                    [
                        row.Work,
                        row.Script is [] ? "-" : Number(Added(script, row.Script)),
                        row.Stack is [] or [DeploymentTimes.Start] or [DeploymentTimes.End]
                            ? "-"
                            : Number(Median(stack, times => row.Stack.Sum(times.Took))),
                        row.Stack is [] ? "-" : Number(Added(stack, row.Stack)),
                    ]
            ),
            ["total", Number(scripts), "", Number(ours)],
        ];
        var besides = rows.Where(row => row.Script is []).Select(row => (row.Work, Seconds: Added(stack, row.Stack))).ToList();
        return $"""
            {Heading}

            From a fresh host to a verified forum, `up` took {Number(ours)} s. A shell script of the guide's commands took {Number(
                scripts
            )} s and verified nothing. The ratio is {(ours / scripts).ToString("0.00", CultureInfo.InvariantCulture)}.

            {MarkdownTable.Render(cells, textColumns: 1)}
            Medians of {script.Count} deployments each, in turns, after one of each that does not count; each on a fresh host of the same image, in a world of its own, because only
            in a fresh zone does the guide's certbot succeed. [The script](../sandbox/Measure/Benchmarks/Deployment/guide.sh) runs the guide's commands one after another, with the same Debian packages,
            Node, NodeBB (the stand-in), npm registry and ACME server, and ends when the forum gives a visitor a session through Cloudflare. `up` is the whole command, with the sandbox's engine.
            Its steps run in parallel where they can. What they add follows back from the end which step waited for which; in each deployment it sums up to the total. A step that none waited for adds nothing.

            What the script does not do adds {Number(besides.Sum(one => one.Seconds))} s: {string.Join(
                ", ",
                besides.Where(one => one.Seconds >= 0.05).Select(one => $"{one.Work} {Number(one.Seconds)} s")
            )}. In the other rows, the stack also
            confines what it runs, checks what it installs, and records what it deployed.

            """;
    }

    private static IEnumerable<string> Unknown(IEnumerable<DeploymentTimes> all, Func<Row, string[]> known) =>
        all.SelectMany(times => times.Added().Keys).Except(Rows.SelectMany(known));

    private static double Added(IReadOnlyList<DeploymentTimes> all, string[] names) =>
        Median(all, times => times.Added().Where(part => names.Contains(part.Key)).Sum(part => part.Value));

    private static double Median(IReadOnlyList<DeploymentTimes> all, Func<DeploymentTimes, double> value)
    {
        var sorted = all.Select(value).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Number(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);
}
