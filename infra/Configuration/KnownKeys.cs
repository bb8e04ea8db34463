namespace NodeBBInfra.Configuration;

/// <summary>The keys that the program reads, against which the stack's keys are held.</summary>
internal static class KnownKeys
{
    // Credentials of the Cloudflare provider, whatever way of logging in is chosen.
    private static readonly string[] ProviderSecrets = ["cloudflare:apiToken", "cloudflare:apiKey", "cloudflare:apiUserServiceKey"];

    /// <summary>One sentence, without its full stop, for each key of the project that the program does not read.</summary>
    public static IEnumerable<string> Unknown(StackConfiguration configuration, string project, IReadOnlyCollection<string> known) =>
        from key in configuration.Values.Keys.Order(StringComparer.Ordinal)
        where key.StartsWith($"{project}:", StringComparison.Ordinal)
        let name = key[(project.Length + 1)..]
        where !known.Contains(name)
        select $"{Quotes.Plain(key)} is not a setting of this project: write {project}:{Nearest(name, known)}, the nearest one, or remove it";

    /// <summary>One sentence, without its full stop, for each of the Cloudflare provider's credentials that stands in plain text, or is set to nothing.</summary>
    public static IEnumerable<string> BadCredentials(StackConfiguration configuration) =>
        from key in ProviderSecrets
        let value = configuration.Values.GetValueOrDefault(key)
        where value is "" || (value is not null && !configuration.SecretKeys.Contains(key))
        select value.Length == 0 ? EmptySecret(key) : PlainSecret(key);

    /// <summary>What to say about a secret that stands in the stack's file in plain text.</summary>
    public static string PlainSecret(string key) =>
        $"{key} is in plain text: set it with \"pulumi config set --secret {key}\", and replace the secret if anybody could have read it";

    /// <summary>What to say about a secret that is set to nothing.</summary>
    public static string EmptySecret(string key) =>
        $"{key} is empty: set it with \"pulumi config set --secret {key}\", or remove it with \"pulumi config rm {key}\"";

    /// <summary>The known key that takes the fewest edits.</summary>
    public static string Nearest(string name, IEnumerable<string> known) =>
        known.MinBy(k => Distance(name.ToUpperInvariant(), k.ToUpperInvariant()))!;

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string from, string to)
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
