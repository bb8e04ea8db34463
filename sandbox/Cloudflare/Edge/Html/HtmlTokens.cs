using System.Text;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Cloudflare.Html;

/// <summary>A token of a page.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its complete text.</param>
/// <param name="Name">A tag's name, in lower case; empty for text and comments.</param>
/// <param name="IsPlain">Whether it is visible: outside head and elements with raw content.</param>
/// <param name="IsInLink">Whether it is between &lt;a&gt; and &lt;/a&gt;.</param>
internal readonly record struct HtmlToken(HtmlTokenKind Kind, string Text, string Name, bool IsPlain, bool IsInLink);

/// <summary>The kinds of token.</summary>
internal enum HtmlTokenKind
{
    Text,
    Comment,
    OpeningTag,
    ClosingTag,
}

/// <summary>
/// Splits a page into tags, comments and text, so that one token can change and all other bytes stay. A DOM parser would re-serialize the
/// whole page.
/// </summary>
internal static partial class HtmlTokens
{
    /// <summary>Applies a change to each token.</summary>
    public static string Map(string html, Func<HtmlToken, string> change)
    {
        var result = new StringBuilder(html.Length);
        var (at, isInHead, isInLink) = (0, false, false);
        foreach (Match markup in Markup().Matches(html))
        {
            Add(HtmlTokenKind.Text, html[at..markup.Index], "", isPlain: !isInHead);
            at = markup.Index + markup.Length;
            var (name, closes) = (markup.Groups["name"].Value.ToLowerInvariant(), markup.Groups["closes"].Length > 0);
            Add(
                name.Length == 0 ? HtmlTokenKind.Comment
                    : closes ? HtmlTokenKind.ClosingTag
                    : HtmlTokenKind.OpeningTag,
                markup.Groups["tag"].Value,
                name,
                isPlain: !isInHead
            );
            Add(HtmlTokenKind.Text, markup.Groups["raw"].Value, "", isPlain: false);
            isInHead = name switch
            {
                "head" => !closes,
                "body" => false,
                _ => isInHead,
            };
            isInLink = name == "a" ? !closes : isInLink;
        }

        Add(HtmlTokenKind.Text, html[at..], "", isPlain: !isInHead);
        return result.ToString();

        void Add(HtmlTokenKind kind, string text, string name, bool isPlain) =>
            result.Append(text.Length == 0 ? "" : change(new HtmlToken(kind, text, name, isPlain, isInLink)));
    }

    /// <summary>Inserts a text before the end of the body, or appends it to the page.</summary>
    public static string AppendToBody(string html, string what)
    {
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + what : html.Insert(end, what);
    }

    /// <summary>A tag's attribute; null when missing.</summary>
    public static string? Attribute(string tag, string name) =>
        Attributes()
            .Matches(tag)
            .FirstOrDefault(attribute => attribute.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?.Groups["value"]
            .Value;

    /// <summary>Changes a tag's attribute values (names in lower case); null keeps a value.</summary>
    public static string MapAttributes(string tag, Func<string, string, string?> change) =>
        Attributes()
            .Replace(
                tag,
                attribute =>
                    change(attribute.Groups["name"].Value.ToLowerInvariant(), attribute.Groups["value"].Value) is { } value
                        ? $"{attribute.Groups["name"].Value}=\"{value}\""
                        : attribute.Value
            );

    // The second alternative includes an element's raw content, or noscript's, which a browser with scripts ignores.
    [GeneratedRegex(
        """
            (?<tag><!--.*?(?:-->|\z))
            | (?<tag><(?<name>script|style|textarea|title|xmp|noscript)\b(?:[^>"']|"[^"]*"|'[^']*')*>)(?<raw>.*?)(?=</\k<name>|\z)
            | (?<tag><(?<closes>/?)(?<name>[a-z][^\s/>]*)(?:[^>"']|"[^"]*"|'[^']*')*>)
            """,
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Markup();

    [GeneratedRegex("""(?<=\s)(?<name>[^\s=>"'/]+)\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^\s"'>]+))""")]
    private static partial Regex Attributes();
}
