using System.Globalization;
using System.Text;
using Parlot;
using Parlot.Fluent;

namespace NodeBBInfra.Rules;

/// <summary>
/// Parses strings: "quoted" with escapes, or r"raw" and r#"raw"# without. Their values are bytes (<see cref="ByteText"/>).
/// </summary>
/// <param name="raw">Whether raw strings are allowed.</param>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/values/#quoted-string-syntax</remarks>
internal sealed class Strings(bool raw = true) : Parser<Operand>
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
        else if (raw && cursor.Current == 'r' && HashesOf(text, start) is { } hashes)
            (value, end) = Raw(text, start, hashes);
        else
            return false;
        cursor.Advance(end - start);
        result.Set(start, end, new Operand(start, value, IsString: true));
        return true;
    }

    // The number of # between r and the quote; null if it is not a raw string.
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
        return last < 0
            ? throw new RuleSyntaxException(start, $"this string has no closing {closing}")
            : (ByteText.Of(text[first..last]), last + closing.Length);
    }

    private static (string Value, int End) Quoted(string text, int start)
    {
        var value = new StringBuilder();
        var plain = start + 1;
        for (var at = plain; at < text.Length; at++)
        {
            if (text[at] is not ('"' or '\\'))
                continue;
            value.Append(ByteText.Of(text[plain..at]));
            if (text[at] == '"')
                return (value.ToString(), at + 1);
            var (escaped, length) = Escape(text, at);
            value.Append((char)escaped);
            plain = at + length;
            at = plain - 1;
        }
        throw new RuleSyntaxException(start, "this string has no closing quote");
    }

    private static (byte Value, int Length) Escape(string text, int at)
    {
        var rest = text.AsSpan(at + 1);
        if (rest is ['"' or '\\', ..])
            return ((byte)rest[0], 2);
        if (rest is ['x', _, _, ..] && byte.TryParse(rest[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
            return (hex, 4);
        if (rest is [>= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7', ..])
            return ((byte)(((rest[0] - '0') * 64) + ((rest[1] - '0') * 8) + (rest[2] - '0')), 4);
        throw new RuleSyntaxException(
            at,
            """expected one of the escapes \" \\ \xHH \OOO; in a raw string, r"...", a backslash is itself"""
        );
    }
}
