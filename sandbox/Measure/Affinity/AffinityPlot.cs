using NodeBBInfra.Sandbox.Measure.Machine;
using ScottPlot;

namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>Plots the share of lost sessions, with a group of bars per scenario.</summary>
internal static class AffinityPlot
{
    private const int Width = 1000,
        Height = 420;
    private const string Font = "DejaVu Sans";
    private const double BarWidth = 0.2;

    // A palette for the colour-blind: https://jfly.uni-koeln.de/color/
    private static readonly Color[] Colours =
    [
        Color.FromHex("#999999"),
        Color.FromHex("#E69F00"),
        Color.FromHex("#56B4E9"),
        Color.FromHex("#009E73"),
    ];

    /// <summary>Writes the plot as PNG and SVG.</summary>
    /// <param name="result">The results.</param>
    /// <param name="plan">Its image has the font: without one, no text is drawn.</param>
    /// <param name="path">The path without the extension.</param>
    public static void Write(AffinityResult result, MeasurementPlan plan, string path)
    {
        Fonts.AddFontFile(Font, Path.Combine(plan.Image, "usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"));
        using var plot = new Plot();
        plot.Font.Set(Font);
        for (var i = 0; i < Strategy.All.Count; i++)
            AddStrategy(plot, result, i);

        plot.Title("Sessions lost behind Cloudflare", size: 16);
        plot.YLabel("lost, % of the sessions");
        plot.Axes.Bottom.SetTicks(
            [.. Enumerable.Range(0, Scenario.All.Count).Select(i => (double)i)],
            [.. Scenario.All.Select(scenario => scenario.Name)]
        );
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(-0.6, Scenario.All.Count - 0.4, 0, 100);
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.ShowLegend(Alignment.UpperRight);
        plot.Legend.FontName = Font;
        plot.SavePng(path + ".png", Width, Height);
        plot.SaveSvg(path + ".svg", Width, Height);
    }

    private static void AddStrategy(Plot plot, AffinityResult result, int index)
    {
        var strategy = Strategy.All[index].Name;
        var bars = Scenario.All.Select(
            (scenario, at) => (At: at, Cell: result.Cells.Single(cell => cell.Strategy == strategy && cell.Scenario == scenario.Name))
        );
        var added = plot.Add.Bars(
            bars.Select(bar => new Bar
                {
                    Position = bar.At + (index - (Strategy.All.Count - 1) / 2.0) * BarWidth,
                    Value = 100.0 * bar.Cell.Lost / bar.Cell.Sessions,
                    Size = BarWidth * 0.9,
                    FillColor = Colours[index],
                    LineWidth = 0,
                    Label = FormattableString.Invariant($"{100.0 * bar.Cell.Lost / bar.Cell.Sessions:0}"),
                })
                .ToArray()
        );
        added.LegendText = strategy;
        added.ValueLabelStyle.FontName = Font;
        added.ValueLabelStyle.FontSize = 10;
    }
}
