using System.Text;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>Validates free words. Each method returns what to write instead, or null for a valid value.</summary>
internal static partial class Words
{
    /// <summary>A word that is only compared with the one before, such as a date.</summary>
    public static string? Short(string value) =>
        ShortWord().IsMatch(value) ? null : "write at most 64 letters, digits, dots, dashes, underscores or colons, such as 2026-11-28";

    /// <summary>A short line of any visible characters.</summary>
    public static string? Line(string value) =>
        value.Length is > 0 and <= 80
        && value.Trim() == value
        && !value.EnumerateRunes().Any(c => Rune.IsControl(c) || c == Rune.ReplacementChar)
            ? null
            : "write one line of at most 80 characters";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\z")]
    private static partial Regex ShortWord();
}
