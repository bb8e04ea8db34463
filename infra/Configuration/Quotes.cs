using System.Globalization;
using System.Text;

namespace NodeBBInfra.Configuration;

/// <summary>What somebody has written, for a message about it.</summary>
internal static class Quotes
{
    private const int Longest = 100;

    /// <summary>The text in quotation marks.</summary>
    public static string Around(string text) => $"\"{Plain(text)}\"";

    /// <summary>The text, cut when it is long.</summary>
    /// <remarks>Characters that write into the terminal, turn the direction or cannot be seen would let it say something else than it does.</remarks>
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

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
