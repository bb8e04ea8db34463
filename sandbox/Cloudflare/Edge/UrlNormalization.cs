using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A zone's URL normalization. https://developers.cloudflare.com/rules/normalization/settings/</summary>
/// <param name="Type"><c>cloudflare</c> or <c>rfc3986</c>.</param>
/// <param name="Scope"><c>incoming</c>: for rules and the cache. <c>both</c>: also for the origin. <c>none</c>: off.</param>
public sealed partial record UrlNormalization(string Type, string Scope)
{
    /// <summary>A new zone's value by the API documentation; another page names rfc3986 as the default type.</summary>
    public static UrlNormalization Standard { get; } = new("cloudflare", "incoming");

    /// <summary>The path and query for rules and the cache.</summary>
    /// <param name="target">Path and query as the visitor sent them.</param>
    public (string Path, string Query) Seen(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
        return (Scope == "none" ? path : Normalize(path), query);
    }

    /// <summary>The path and query for the origin.</summary>
    /// <param name="target">Path and query as the visitor sent them.</param>
    public string ToOrigin(string target)
    {
        if (Scope != "both")
            return target;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? Normalize(target) : Normalize(target[..question]) + target[question..];
    }

    // https://developers.cloudflare.com/rules/normalization/how-it-works/
    private string Normalize(string path) => WithoutDots(Escaped(Type == "cloudflare" ? Slashes().Replace(path, "/") : path));

    // Decodes unreserved characters, uppercases other escapes, and escapes all that is neither reserved nor unreserved.
    private static string Escaped(string path)
    {
        var escaped = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (
                path[i] == '%'
                && i + 2 < path.Length
                && byte.TryParse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            )
            {
                escaped.Append(IsUnreserved((char)code) ? ((char)code).ToString() : $"%{code:X2}");
                i += 2;
            }
            else if (IsUnreserved(path[i]) || ":/?#[]@!$&'()*+,;=%".Contains(path[i], StringComparison.Ordinal))
            {
                escaped.Append(path[i]);
            }
            else
            {
                foreach (var part in Encoding.UTF8.GetBytes(path[i].ToString()))
                    escaped.Append('%').Append(part.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    // https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4
    private static string WithoutDots(string path)
    {
        var segments = path.Split('/')[1..];
        var kept = new List<string>();
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i] is not ("." or ".."))
            {
                kept.Add(segments[i]);
                continue;
            }

            if (segments[i] == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            if (i == segments.Length - 1)
                kept.Add("");
        }

        return "/" + string.Join('/', kept);
    }

    [GeneratedRegex(@"[/\\]+")]
    private static partial Regex Slashes();
}
