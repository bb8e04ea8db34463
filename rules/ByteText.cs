using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace NodeBBInfra.Rules;

/// <summary>
/// Strings of the language are sequences of bytes, UTF-8 as a rule. Here they are held with one character (U+0000 to U+00FF) for each
/// byte, so that comparing, ordering and measuring them is done by bytes.
/// </summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/values/#string-values-and-regular-expressions</remarks>
public static class ByteText
{
    /// <summary>The bytes of a text.</summary>
    public static string Of(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The text that has these bytes; null when they are not UTF-8.</summary>
    internal static string? ToText(string bytes)
    {
        var utf8 = Encoding.Latin1.GetBytes(bytes);
        return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
    }

    /// <summary>A string in quotes with these bytes; what is no character, or none to see, is escaped.</summary>
    internal static string Quote(string bytes)
    {
        var quoted = new StringBuilder("\"");
        var rest = Encoding.Latin1.GetBytes(bytes).AsSpan();
        while (!rest.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var length);
            if (status != OperationStatus.Done || (rune.IsAscii && Rune.IsControl(rune)))
                quoted.Append(Escapes(rest[..length]));
            else
                quoted.Append(rune.Value is '"' or '\\' ? "\\" : "").Append(rune.ToString());
            rest = rest[length..];
        }
        return quoted.Append('"').ToString();
    }

    private static string Escapes(ReadOnlySpan<byte> bytes)
    {
        var escapes = new StringBuilder();
        foreach (var value in bytes)
            escapes.Append($"\\x{value:x2}");
        return escapes.ToString();
    }
}
