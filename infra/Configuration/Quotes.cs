using System.Globalization;
using System.Text;

namespace NodeBBInfra.Configuration;

/// <summary>Quotes a user's text in a message.</summary>
internal static class Quotes
{
    private const int Longest = 100;

    /// <summary>The text in quotation marks.</summary>
    public static string Around(string text) => $"\"{Plain(text)}\"";

    /// <summary>The text, shortened if it is long.</summary>
    /// <remarks>
    /// Terminal control sequences, bidirectional overrides and invisible characters are replaced: they could make the message misleading.
    /// </remarks>
    public static string Plain(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                return $"{shown}…";
            }

            shown.Append(IsShown(rune) ? rune : Rune.ReplacementChar);
        }

        return shown.ToString();
    }

    private static bool IsShown(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate
            );
}
