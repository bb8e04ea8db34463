using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration;

/// <summary>Finds undeclared keys, and badly set credentials of the Cloudflare provider.</summary>
internal static partial class UnknownKeys
{
    // So that a misspelt namespace is found, and another project's is not.
    private const int Misspelt = 2;

    /// <summary>
    /// One sentence, without its full stop, for each undeclared key of the project, also with its namespace misspelt.
    /// </summary>
    public static IEnumerable<string> Problems(StackValues stack, string project, IReadOnlyList<string> declared) =>
        from key in stack.Values.Keys.Order(StringComparer.Ordinal)
        let parts = key.Split(':', 2)
        where EditDistance(parts[0].ToUpperInvariant(), project.ToUpperInvariant()) <= Misspelt
        let name = parts[^1]
        where parts[0] != project || !declared.Contains(name)
        select $"{Quotes.Plain(key)} is not a setting of this project: write {project}:{Nearest(name, declared)}, the nearest one, or remove it";

    /// <summary>
    /// One sentence, without its full stop, for each credential of the Cloudflare provider that is in plain text or empty.
    /// </summary>
    public static IEnumerable<string> BadCredentials(StackValues stack) =>
        from key in stack.Values.Keys.Order(StringComparer.Ordinal)
        // Also a name that the provider does not know: whatever it was meant to be, it is in the file.
        where CloudflareSecret().IsMatch(key)
        let value = stack.Values[key]
        where value.Length == 0 || !stack.SecretKeys.Contains(key)
        select value.Length == 0 ? EmptySecret(key) : PlainSecret(key);

    /// <summary>The message for a secret in plain text in the stack's file.</summary>
    public static string PlainSecret(string key) =>
        $"{key} is in plain text: set it with \"pulumi config set --secret {key}\", and replace the secret if anybody could have read it";

    /// <summary>The message for an empty secret.</summary>
    public static string EmptySecret(string key) =>
        $"{key} is empty: set it with \"pulumi config set --secret {key}\", or remove it with \"pulumi config rm {key}\"";

    // The declared key with the smallest edit distance.
    private static string Nearest(string name, IEnumerable<string> declared) =>
        declared.MinBy(key => EditDistance(name.ToUpperInvariant(), key.ToUpperInvariant()))!;

    [GeneratedRegex(@"(?i)\Acloudflare:.*(token|key|secret)")]
    private static partial Regex CloudflareSecret();

    // Levenshtein distance.
    private static int EditDistance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[to.Length];
    }
}
