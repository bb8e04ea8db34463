using System.Text;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Cloudflare.Html;

/// <summary>A piece of a page.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters, all of them.</param>
/// <param name="Name">A tag's name, in lower case; empty for text and comments.</param>
/// <param name="IsPlain">Whether a reader sees it: outside head and the elements whose content is no markup.</param>
/// <param name="IsInLink">Whether it is between &lt;a&gt; and &lt;/a&gt;.</param>
internal readonly record struct HtmlToken(HtmlTokenKind Kind, string Text, string Name, bool IsPlain, bool IsInLink);

/// <summary>The kinds of pieces.</summary>
internal enum HtmlTokenKind
{
    Text,
    Comment,
    OpeningTag,
    ClosingTag,
}

/// <summary>
/// Cuts a page into tags, comments and the text between them, so that a piece can be changed and every other byte stays. A parser that builds a document would
/// write the whole page anew.
/// </summary>
internal static partial class HtmlTokens
{
    /// <summary>Gives the page with each piece as it comes back.</summary>
    public static string Map(string html, Func<HtmlToken, string> change)
    {
        var result = new StringBuilder(html.Length);
        var (at, isInHead, isInLink) = (0, false, false);
        foreach (Match markup in Markup().Matches(html))
        {
            Add(HtmlTokenKind.Text, html[at..markup.Index], "", isPlain: !isInHead);
            at = markup.Index + markup.Length;
            var (name, closes) = (markup.Groups["name"].Value.ToLowerInvariant(), markup.Groups["closes"].Length > 0);
            Add(name.Length == 0 ? HtmlTokenKind.Comment : closes ? HtmlTokenKind.ClosingTag : HtmlTokenKind.OpeningTag, markup.Groups["tag"].Value, name, isPlain: !isInHead);
            Add(HtmlTokenKind.Text, markup.Groups["raw"].Value, "", isPlain: false);
            isInHead = name switch { "head" => !closes, "body" => false, _ => isInHead };
            isInLink = name == "a" ? !closes : isInLink;
        }

        Add(HtmlTokenKind.Text, html[at..], "", isPlain: !isInHead);
        return result.ToString();

        void Add(HtmlTokenKind kind, string text, string name, bool isPlain) =>
            result.Append(text.Length == 0 ? "" : change(new HtmlToken(kind, text, name, isPlain, isInLink)));
    }

    /// <summary>Puts something before the end of a page's body, or behind all of it.</summary>
    public static string AppendToBody(string html, string what)
    {
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + what : html.Insert(end, what);
    }

    /// <summary>A tag's attribute; null when it has none of that name.</summary>
    public static string? Attribute(string tag, string name) =>
        Attributes().Matches(tag).FirstOrDefault(attribute => attribute.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase))?.Groups["value"].Value;

    /// <summary>A tag with the values of its attributes (names in lower case) as they come back; null leaves one as it is.</summary>
    public static string MapAttributes(string tag, Func<string, string, string?> change) => Attributes().Replace(tag, attribute =>
        change(attribute.Groups["name"].Value.ToLowerInvariant(), attribute.Groups["value"].Value) is { } value ? $"{attribute.Groups["name"].Value}=\"{value}\"" : attribute.Value);

    // The second alternative takes along what is in an element whose content is no markup, or (noscript) none for a browser that runs scripts.
    [GeneratedRegex("""
        (?<tag><!--.*?(?:-->|\z))
        | (?<tag><(?<name>script|style|textarea|title|xmp|noscript)\b(?:[^>"']|"[^"]*"|'[^']*')*>)(?<raw>.*?)(?=</\k<name>|\z)
        | (?<tag><(?<closes>/?)(?<name>[a-z][^\s/>]*)(?:[^>"']|"[^"]*"|'[^']*')*>)
        """, RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex("""(?<=\s)(?<name>[^\s=>"'/]+)\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^\s"'>]+))""")]
    private static partial Regex Attributes();
}
