using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace NodeBBInfra.Rules;

/// <summary>
/// Strings in the language are byte sequences, usually UTF-8. This library stores one byte per character (U+0000 to U+00FF), so that
/// equality, order and length are those of the bytes.
/// </summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/values/#string-values-and-regular-expressions</remarks>
public static class ByteText
{
    /// <summary>The text's UTF-8 bytes.</summary>
    public static string Of(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Decodes the bytes as UTF-8; null if they are invalid.</summary>
    internal static string? ToText(string bytes)
    {
        var utf8 = Encoding.Latin1.GetBytes(bytes);
        return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
    }

    /// <summary>A quoted string with these bytes. Invalid UTF-8 and invisible characters are escaped.</summary>
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
