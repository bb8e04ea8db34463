using Spectre.Console;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Prints tables: drawn on a terminal, plain columns elsewhere, so that logs and pipes stay readable.</summary>
internal static class Report
{
    /// <summary>A table of texts; every row has as many cells as there are columns. Cells that say FAILED are red on a terminal.</summary>
    public static void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (Console.IsOutputRedirected)
            Plain(Console.Out, columns, rows);
        else
            Drawn(columns, rows);
    }

    /// <summary>The plain form.</summary>
    internal static void Plain(TextWriter output, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [columns, .. rows];
        var widths = columns.Select((_, i) => all.Max(row => row[i].Length)).ToArray();
        foreach (var row in all)
            output.WriteLine("  " + string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    private static void Drawn(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. columns]);
        foreach (var row in rows)
            table.AddRow([.. row.Select(Cell)]);
        AnsiConsole.Write(table);
    }

    private static Markup Cell(string text) => text switch
    {
        "ok" => new Markup("[green]ok[/]"),
        "FAILED" => new Markup("[red]FAILED[/]"),
        _ => new Markup(Markup.Escape(text)),
    };
}
