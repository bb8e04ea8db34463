using System.Text;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Components.Origin;

/// <summary>The input of one step, as the text for its command's stdin.</summary>
/// <remarks>
/// It is plain text, so a preview shows a diff by line. Each data line has a prefix, so no value can be mistaken for structure. No value is
/// part of a command line: <c>run.sh</c> unpacks the bundle on the host.
/// </remarks>
/// <param name="Params">Environment variables for the script, in this order. Names are upper case.</param>
/// <param name="Files">Files for the script, as <c>files/&lt;name&gt;</c>, in this order.</param>
/// <param name="Script">The step's script; null for a bundle that only carries files.</param>
public sealed partial record Bundle(
    IReadOnlyList<KeyValuePair<string, string>> Params,
    IReadOnlyList<KeyValuePair<string, string>> Files,
    string? Script
)
{
    /// <summary>Renders the bundle.</summary>
    /// <exception cref="ArgumentException">A name is not valid as an environment variable or file name.</exception>
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

        // A truncated bundle lacks this line, and then nothing of it runs.
        return text.Append("@end\n").ToString();
    }

    // A final newline ends the last line and adds no empty one. The host restores it for files and omits it for params.
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
