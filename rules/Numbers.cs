using System.Globalization;

namespace NodeBBInfra.Rules;

/// <summary>Integers as in C: the prefix 0x is hexadecimal, 0 is octal.</summary>
internal static class Numbers
{
    // 2^63 - 1 has 21 octal digits.
    private const int MostOctalDigits = 21;

    /// <summary>The number; null if it is invalid or does not fit into a signed 64-bit integer.</summary>
    public static long? Parse(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return Signed(text.AsSpan(2), NumberStyles.AllowHexSpecifier) is >= 0 and var hex ? hex : null;
        if (text.StartsWith('0'))
            return Octal(text.TrimStart('0'));
        return text.StartsWith('+') ? null : Signed(text, NumberStyles.AllowLeadingSign);
    }

    private static long? Octal(string digits) =>
        digits.Length <= MostOctalDigits && digits.All(c => c is >= '0' and <= '7')
            ? digits.Aggregate(0L, (sum, digit) => (sum * 8) + (digit - '0'))
            : null;

    private static long? Signed(ReadOnlySpan<char> digits, NumberStyles style) =>
        long.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) ? number : null;
}
