using System.Globalization;
using System.Text;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>Text as the pulumi command prints it: quoted like Go's %q and truncated to three lines of 150 characters.</summary>
internal static class GoText
{
    private const int MaxLines = 3;
    private const int MaxLineLength = 150;

    public static string Quote(string text) => $"\"{Escape(text)}\"";

    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\a' => result.Append("\\a"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\v' => result.Append("\\v"),
                '\\' => result.Append("\\\\"),
                '"' => result.Append("\\\""),
                < 0x20 or 0x7f => result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                _ when Rune.IsControl(rune) => result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => result.Append(rune),
            };
        }

        return result.ToString();
    }

    public static string Truncate(string text)
    {
        var lines = text.Split('\n');
        var shown = lines.Take(MaxLines).Select(line => line.Length > MaxLineLength ? line[..MaxLineLength] + "..." : line);
        return string.Join('\n', lines.Length > MaxLines ? shown.Append("...") : shown);
    }

    public static string Number(double number) =>
        number == Math.Truncate(number)
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
}
