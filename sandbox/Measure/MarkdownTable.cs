using System.Text;

namespace NodeBBInfra.Sandbox.Measure;

/// <summary>Markdown tables that are also readable as plain text.</summary>
internal static class MarkdownTable
{
    /// <summary>Renders a table.</summary>
    /// <param name="rows">The header and the rows, all of the same length.</param>
    /// <param name="textColumns">How many leading columns are text, aligned left; the others are numbers.</param>
    public static string Render(IReadOnlyList<string[]> rows, int textColumns)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            text.Append("| ")
                .AppendJoin(
                    " | ",
                    rows[i].Select((cell, column) => column < textColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))
                )
                .Append(" |\n");
            if (i == 0)
            {
                text.Append("| ")
                    .AppendJoin(
                        " | ",
                        widths.Select((width, column) => column < textColumns ? new string('-', width) : new string('-', width - 1) + ":")
                    )
                    .Append(" |\n");
            }
        }
        return text.ToString();
    }
}
