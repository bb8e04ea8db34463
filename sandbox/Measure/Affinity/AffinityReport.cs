using System.Globalization;
using System.Text;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>The report: a table on the console, and with explanations and a plot in docs/.</summary>
internal static class AffinityReport
{
    private const string FileName = "affinity";

    /// <summary>Measures, prints the table and writes the report.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="docs">The folder for the report; null for none.</param>
    /// <param name="command">The command that repeats the measurement.</param>
    /// <param name="output">Receives progress and the table.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The exit code: 1 when the default strategy lost a session.</returns>
    public static async Task<int> RunAsync(
        MeasurementPlan plan,
        string? docs,
        string command,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var result = await Isolation.RunAsync<AffinityResult>(plan, cancellationToken);
        await output.WriteLineAsync($"\n{Table(result)}");
        if (docs is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(docs, $"{FileName}.md"), Markdown(result, command), cancellationToken);
            AffinityPlot.Write(result, plan, Path.Combine(docs, FileName));
            await output.WriteLineAsync($"written: {FileName}.md, {FileName}.png, {FileName}.svg in {docs}");
        }
        var ours = result.Cells.Where(cell => cell.Strategy == Strategy.Default).ToList();
        await output.WriteLineAsync(
            $"{Strategy.Default}: {ours.Sum(cell => cell.Lost)} of {ours.Sum(cell => cell.Sessions)} sessions lost"
        );
        return ours.Any(cell => cell.Lost > 0) ? 1 : 0;
    }

    /// <summary>The table in Markdown that is also readable as plain text.</summary>
    public static string Table(AffinityResult result)
    {
        List<string[]> rows =
        [
            ["strategy", "scenario", "sessions", "lost", "lost: polling", "upgrade", "websocket", "largest share"],
        ];
        rows.AddRange(
            result.Cells.Select(cell =>
                (string[])
                    [
                        cell.Strategy,
                        cell.Scenario,
                        Number(cell.Sessions),
                        Number(cell.Lost),
                        ByMode(cell, "polling"),
                        ByMode(cell, "upgrade"),
                        ByMode(cell, "websocket"),
                        string.Create(CultureInfo.InvariantCulture, $"{cell.LargestShare * 100:0} %"),
                    ]
            )
        );
        return MarkdownTable.Render(rows, textColumns: 2);
    }

    private static string Markdown(AffinityResult result, string command)
    {
        var measured = MachineDescription.Describe(command);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Lost sessions

            {measured} Forum: {result.Forum}, {OriginMachine.Ports.Count} workers on one Redis; {result.Nginx}; engine.io clients of socket.io-client 4.8.3. This file is generated.

            ![Sessions lost, by strategy and scenario](affinity.svg)

            {Table(result)}
            One third of the sessions uses polling, one third polling with an upgrade to a WebSocket, and one third a WebSocket from the start. *Largest share* is the share of the
            sessions on the busiest of the {OriginMachine.Ports.Count} workers, by nginx's log; an even spread is {100.0
                / OriginMachine.Ports.Count:0} %.

            ## What a session is

            `GET /api/config` (cookie and token), the socket with both, two events that the forum must answer, the scenario's event, then two more. A session is **lost** after a `400 Session ID
            unknown`, another refused request, a disconnect, an event that is not answered within 10 s, or a second engine.io session that the scenario does not explain. Nothing is retried.

            ## The strategies


            """
        );
        foreach (var strategy in Strategy.All)
            text.Append(CultureInfo.InvariantCulture, $"- **{strategy.Name}**: {strategy.Key}\n");
        text.Append(
            "\nThe last two are the stack's own files, byte for byte; the first two are in [sandbox/Measure/Nginx](../sandbox/Measure/Nginx), beside Debian's `nginx.conf`.\n\n## The scenarios\n\n"
        );
        foreach (var scenario in Scenario.All)
            text.Append(CultureInfo.InvariantCulture, $"- **{scenario.Name}**: {scenario.Meaning}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"""

            ## Reconnections

            If the scenario cuts a connection or kills a worker, clients reconnect by themselves. That is not a loss, but visitors wait:


            """
        );
        text.Append(
            MarkdownTable.Render(
                [
                    ["strategy", "scenario", "connected again", "slowest"],
                    .. result
                        .Cells.Where(cell => cell.Reconnected > 0)
                        .Select(cell =>
                            (string[])
                                [
                                    cell.Strategy,
                                    cell.Scenario,
                                    Number(cell.Reconnected),
                                    string.Create(CultureInfo.InvariantCulture, $"{cell.BackMilliseconds / 1000.0:0.0} s"),
                                ]
                        ),
                ],
                textColumns: 2
            )
        );
        text.Append("\n## How sessions were lost\n\n");
        text.Append(
            MarkdownTable.Render(
                [
                    ["strategy", "what the client said", "sessions"],
                    .. Reasons(result),
                ],
                textColumns: 2
            )
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"""

            ## What is real

            nginx, Redis, Node, the forum's workers and the clients are real; they run in separate namespaces on one machine. Cloudflare is the sandbox's edge, with TLS on both sides: it opens a new
            connection for every request to the origin, over IPv4 or IPv6, from a random one of {EdgeMachine.Sources} addresses in Cloudflare's ranges, the worst case for affinity.
            The zone has the stack's settings. Its rules do not matter here and are left out.

            """
        );
        return text.ToString();
    }

    private static IEnumerable<string[]> Reasons(AffinityResult result) =>
        from cell in result.Cells
        from reason in cell.Reasons
        group reason.Value by (cell.Strategy, reason.Key) into same
        orderby Strategy.All.Select(strategy => strategy.Name).ToList().IndexOf(same.Key.Strategy), same.Sum() descending
        select new[] { same.Key.Strategy, same.Key.Key, Number(same.Sum()) };

    private static string ByMode(Cell cell, string mode) => Number(cell.LostByMode.GetValueOrDefault(mode));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
