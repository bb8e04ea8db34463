using Spectre.Console;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Prints tables: drawn on a terminal, plain columns in logs and pipes.</summary>
internal static class Report
{
    /// <summary>Prints a table; every row has one cell per column. FAILED is red on a terminal.</summary>
    public static void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (Console.IsOutputRedirected)
            Plain(Console.Out, columns, rows);
        else
            Drawn(columns, rows);
    }

    /// <summary>Prints plain columns.</summary>
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

    private static Markup Cell(string text) =>
        text switch
        {
            "ok" => new Markup("[green]ok[/]"),
            "FAILED" => new Markup("[red]FAILED[/]"),
            _ => new Markup(Markup.Escape(text)),
        };
}
