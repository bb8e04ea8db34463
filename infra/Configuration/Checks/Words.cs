using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>Validates free words. Each method returns what to write instead, or null for a valid value.</summary>
internal static partial class Words
{
    /// <summary>A word that is only compared with the one before, such as a date.</summary>
    public static string? Short(string value) =>
        ShortWord().IsMatch(value) ? null : "write at most 64 letters, digits, dots, dashes, underscores or colons, such as 2026-11-28";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\z")]
    private static partial Regex ShortWord();
}
