using System.Text;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Rules;

/// <summary>
/// Patterns of <c>wildcard</c>: <c>*</c> matches any characters; <c>\*</c> and <c>\\</c> are escapes; the whole value must match.
/// </summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/operators/#wildcard-matching</remarks>
internal static class WildcardPattern
{
    /// <summary>Refuses what Cloudflare refuses: two stars in a row, and a backslash before any other character.</summary>
    public static void Check(string pattern, int position)
    {
        if (Parts(pattern) is not { } parts)
            throw new RuleSyntaxException(position, """in a wildcard a backslash must stand before * or \""");
        if (parts.Zip(parts.Skip(1)).Any(pair => pair is (null, null)))
            throw new RuleSyntaxException(position, "a wildcard must not have two stars in a row");
    }

    public static Regex ToRegex(string pattern, bool strict)
    {
        var regex = new StringBuilder(@"\A");
        foreach (var part in Parts(pattern)!)
        {
            regex.Append(
                part is not { } c ? ".*"
                : !strict && char.IsAsciiLetter(c) ? $"[{char.ToLowerInvariant(c)}{char.ToUpperInvariant(c)}]"
                : Regex.Escape(c.ToString())
            );
        }
        // NonBacktracking: many stars and a long path cannot make it slow. Not IgnoreCase: Cloudflare compares bytes, and only ASCII
        // letters have a case.
        return new Regex(
            regex.Append(@"\z").ToString(),
            RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
        );
    }

    // The pattern's characters, null for a star. The result is null for an invalid escape.
    private static List<char?>? Parts(string pattern)
    {
        var parts = new List<char?>();
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] != '\\')
                parts.Add(pattern[at] == '*' ? null : pattern[at]);
            else if (at + 1 < pattern.Length && pattern[at + 1] is '*' or '\\')
                parts.Add(pattern[++at]);
            else
                return null;
        }
        return parts;
    }
}
