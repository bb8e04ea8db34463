using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Parlot;
using Parlot.Fluent;

namespace NodeBBInfra.Rules;

/// <summary>Strings: "quoted" with escapes, or r"raw", r#"raw"# without any.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/values/#quoted-string-syntax</remarks>
internal sealed class Strings : Parser<Operand>
{
    private const int MostHashes = 255;

    public override bool Parse(ParseContext context, ref ParseResult<Operand> result)
    {
        context.SkipWhiteSpace();
        var cursor = context.Scanner.Cursor;
        var (text, start) = (cursor.Buffer, cursor.Offset);
        int end;
        string value;
        if (cursor.Current == '"')
            (value, end) = Quoted(text, start);
        else if (cursor.Current == 'r' && HashesOf(text, start) is { } hashes)
            (value, end) = Raw(text, start, hashes);
        else
            return false;
        cursor.Advance(end - start);
        result.Set(start, end, new Operand(start, value, IsString: true));
        return true;
    }

    /// <summary>A string in quotes, as <see cref="Parse"/> reads it back.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c is '"' or '\\' ? "\\" : "").Append(char.IsControl(c) && c < 0x80 ? $"\\x{(int)c:x2}" : c);
        return quoted.Append('"').ToString();
    }

    // How many # stand between r and the quote; null when it is no raw string.
    private static int? HashesOf(string text, int start)
    {
        var at = start + 1;
        while (at < text.Length && text[at] == '#')
            at++;
        var hashes = at - start - 1;
        return at < text.Length && text[at] == '"' && hashes <= MostHashes ? hashes : null;
    }

    private static (string Value, int End) Raw(string text, int start, int hashes)
    {
        var first = start + hashes + 2;
        var closing = "\"" + new string('#', hashes);
        var last = text.IndexOf(closing, first, StringComparison.Ordinal);
        return last < 0 ? throw new RuleSyntaxException(start, $"this string has no closing {closing}") : (text[first..last], last + closing.Length);
    }

    private static (string Value, int End) Quoted(string text, int start)
    {
        var value = new StringBuilder();
        var bytes = new List<byte>();
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                var (escaped, length) = Escape(text, at);
                bytes.Add(escaped);
                at += length - 1;
                continue;
            }
            value.Append(Characters(bytes));
            bytes.Clear();
            if (text[at] == '"')
                return (value.ToString(), at + 1);
            value.Append(text[at]);
        }
        throw new RuleSyntaxException(start, "this string has no closing quote");
    }

    // Escapes are bytes: "\xc3\xa9" is one letter. What is no UTF-8 stands for itself.
    private static string Characters(List<byte> bytes) =>
        (Utf8.IsValid(CollectionsMarshal.AsSpan(bytes)) ? Encoding.UTF8 : Encoding.Latin1).GetString(CollectionsMarshal.AsSpan(bytes));

    private static (byte Value, int Length) Escape(string text, int at)
    {
        var rest = text.AsSpan(at + 1);
        if (rest is ['"' or '\\', ..])
            return ((byte)rest[0], 2);
        if (rest is ['x', _, _, ..] && byte.TryParse(rest[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
            return (hex, 4);
        if (rest is [>= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7', ..])
            return ((byte)(((rest[0] - '0') * 64) + ((rest[1] - '0') * 8) + (rest[2] - '0')), 4);
        throw new RuleSyntaxException(at, """expected one of the escapes \" \\ \xHH \OOO; in a raw string, r"...", a backslash is itself""");
    }
}
