using System.Globalization;
using NodeBBInfra.Sandbox.Measure.Machine;
using ScottPlot;

namespace NodeBBInfra.Sandbox.Measure.Rolls;

/// <summary>The report: a table on the console, and with explanations and a plot in docs/.</summary>
internal static class RollReport
{
    private const string FileName = "rolls";
    private const string Font = "DejaVu Sans";

    /// <summary>Measures, prints the table and writes the report.</summary>
    /// <returns>The exit code: 1 when a visitor noticed something that nobody should.</returns>
    public static async Task<int> RunAsync(
        string project,
        string? nodebb,
        VisitorLoad load,
        string? docs,
        string command,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var (forum, results) = await RollBenchmark.RunAsync(project, nodebb, load, output, cancellationToken);
        await output.WriteLineAsync($"\n{Table(results)}");
        if (docs is not null)
        {
            var text = $"""
                # What visitors notice

                {MachineDescription.Describe(
                    command
                )} Forum: {forum}, three workers. Through the edge: {load.Rate} requests per second, one in five a POST; {load.WebSockets} WebSocket and {load.Polling} polling
                clients of socket.io-client, each of which sends a message per second. This file is generated.

                ![Failed requests per second](rolls.svg)

                {Table(results)}
                A client gives up after five attempts. A message is lost when its acknowledgement does not come within 30 s, or 4 s after the end. The silence is the longest time in which a client heard nothing; each
                hears an acknowledgement per second.

                """;
            await File.WriteAllTextAsync(Path.Combine(docs, $"{FileName}.md"), text, cancellationToken);
            await PlotAsync(results, Path.Combine(docs, FileName), cancellationToken);
            await output.WriteLineAsync($"written: {FileName}.md, {FileName}.png, {FileName}.svg in {docs}");
        }
        return results.Any(result => result.Event.IsOurs && (result.FailedAt.Count > 0 || result.GaveUp > 0 || result.Lost > 0)) ? 1 : 0;
    }

    /// <summary>One line about an event.</summary>
    public static string Summary(RollResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{result.FailedAt.Count} of {result.Requests} requests failed, {result.GaveUp} clients gave up, {result.Lost} messages lost, silence {result.Silence:0.0} s"
        );

    private static string Table(IReadOnlyList<RollResult> results) =>
        MarkdownTable.Render(
            [
                ["event", "took, s", "requests", "failed", "clients gave up", "reconnects of one", "messages lost", "silence, s"],
                .. results.Select(result =>
                    (string[])
                        [
                            result.Event.Name,
                            result.Seconds.ToString("0", CultureInfo.InvariantCulture),
                            $"{result.Requests}",
                            $"{result.FailedAt.Count}",
                            $"{result.GaveUp}",
                            $"{result.Reconnects}",
                            $"{result.Lost}",
                            result.Silence.ToString("0.0", CultureInfo.InvariantCulture),
                        ]
                ),
            ],
            textColumns: 1
        );

    // The restarts only: in the others there is nothing to see.
    private static async Task PlotAsync(IReadOnlyList<RollResult> results, string path, CancellationToken cancellationToken)
    {
        var image = await CachedParts.ImageAsync(cancellationToken);
        Fonts.AddFontFile(Font, Path.Combine(image, "usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"));
        using var plot = new Plot();
        plot.Font.Set(Font);
        foreach (var result in results.Take(3))
        {
            var perSecond = result
                .FailedAt.CountBy(at => Math.Floor(at - result.Started))
                .ToDictionary(second => second.Key, second => (double)second.Value);
            double[] seconds = [.. Enumerable.Range(-3, (int)result.Seconds + 6).Select(second => (double)second)];
            var line = plot.Add.Scatter(seconds, seconds.Select(second => perSecond.GetValueOrDefault(second)).ToArray());
            line.LegendText = result.Event.Name;
            line.LineWidth = 2;
            line.MarkerSize = 0;
        }
        plot.Title("A restart of all workers", size: 16);
        plot.XLabel("seconds since its begin");
        plot.YLabel("failed requests per second");
        plot.ShowLegend(Alignment.UpperRight);
        plot.Legend.FontName = Font;
        plot.SavePng(path + ".png", 1000, 420);
        plot.SaveSvg(path + ".svg", 1000, 420);
    }
}
