using System.Text;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Components.Origin;

/// <summary>Everything that one step needs on the host, as the text that goes to its standard input.</summary>
/// <remarks>
/// It is plain text, so a preview shows which line of a file changes. Each line of data carries a prefix, so no value can be taken
/// for structure, and none is ever part of a command line: <c>run.sh</c> takes the bundle apart on the host.
/// </remarks>
/// <param name="Params">Values that the script finds in its environment, in this order. Names are upper case.</param>
/// <param name="Files">Files that the script finds as <c>files/&lt;name&gt;</c>, in this order.</param>
/// <param name="Script">The step's script; nothing for a bundle that only carries files.</param>
internal sealed partial record Bundle(
    IReadOnlyList<KeyValuePair<string, string>> Params,
    IReadOnlyList<KeyValuePair<string, string>> Files,
    string? Script)
{
    /// <summary>The bundle as text.</summary>
    /// <exception cref="ArgumentException">A name would not survive as the name of a variable or a file.</exception>
    public string Render()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Params)
        {
            Section(text, $"@param {Checked(name, ParamName())}", value);
        }

        foreach (var (name, content) in Files)
        {
            Section(text, $"@file {Checked(name, FileName())}", content);
        }

        if (Script is not null)
        {
            Section(text, "@script", Script);
        }

        // What was cut on its way lacks this line, and then nothing of it runs.
        return text.Append("@end\n").ToString();
    }

    // A final newline is the end of the last line, not one more line: the host puts it back for files and leaves it away for params.
    private static void Section(StringBuilder text, string header, string data)
    {
        text.Append(header).Append('\n');
        var end = data.EndsWith('\n') ? data.Length - 1 : data.Length;
        foreach (var line in data[..end].Split('\n'))
        {
            text.Append(line.Length == 0 ? "|" : "| ").Append(line).Append('\n');
        }
    }

    private static string Checked(string name, Regex allowed) =>
        allowed.IsMatch(name) ? name : throw new ArgumentException($"\"{name}\" cannot be a name in a bundle: it must match {allowed}.");

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]*\z")]
    private static partial Regex ParamName();

    [GeneratedRegex(@"\A[A-Za-z0-9_@-][A-Za-z0-9._@-]*\z")]
    private static partial Regex FileName();
}
