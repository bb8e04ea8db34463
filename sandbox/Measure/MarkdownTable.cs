using System.Text;

namespace NodeBBInfra.Sandbox.Measure;

/// <summary>Tables that are Markdown and also readable as they stand.</summary>
internal static class MarkdownTable
{
    /// <summary>The table.</summary>
    /// <param name="rows">The heading and the rows, all of one length.</param>
    /// <param name="textColumns">How many of the first columns are text, aligned left; the others are numbers.</param>
    public static string Render(IReadOnlyList<string[]> rows, int textColumns)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", rows[i].Select((cell, column) => column < textColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append(" |\n");
            if (i == 0)
                text.Append("| ").AppendJoin(" | ", widths.Select((width, column) => column < textColumns ? new string('-', width) : new string('-', width - 1) + ":")).Append(" |\n");
        }
        return text.ToString();
    }
}
