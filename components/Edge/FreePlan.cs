namespace NodeBBInfra.Components.Edge;

/// <summary>What a zone on the Free plan may hold, and whether a ruleset fits in.</summary>
/// <remarks>
/// The numbers are the zone's, not the stack's: https://developers.cloudflare.com/waf/custom-rules/#availability and
/// https://developers.cloudflare.com/cache/how-to/cache-rules/#availability
/// </remarks>
internal static class FreePlan
{
    /// <summary>Longest expression, in characters, on every plan.</summary>
    public const int MaxExpressionLength = 4096;

    private static readonly Dictionary<string, int> MaxRules = new()
    {
        [WafRules.Phase] = 5,
        [CacheRules.Phase] = 10,
    };

    /// <summary>One sentence for each way in which the rules do not fit; nothing when they do.</summary>
    /// <param name="phase">The phase whose entry point they would be.</param>
    /// <param name="rules">The rules in order.</param>
    /// <exception cref="ArgumentException">The phase has no entry in the budget.</exception>
    public static IEnumerable<string> Problems(string phase, IReadOnlyList<EdgeRule> rules)
    {
        if (!MaxRules.TryGetValue(phase, out var max))
        {
            throw new ArgumentException($"The Free plan's budget has no entry for phase {phase}.");
        }

        foreach (var rule in rules.Skip(max))
        {
            yield return $"The Free plan has {max} rules in phase {phase}: \"{rule.Description}\" is one too many.";
        }

        foreach (var rule in rules.Where(r => r.Expression.Length > MaxExpressionLength))
        {
            yield return $"The expression of \"{rule.Description}\" has {rule.Expression.Length} characters of at most {MaxExpressionLength}.";
        }

        // "~" and "matches" are the two spellings of the operator. Outside quotes neither can mean anything else.
        foreach (var rule in rules.Where(r => OutsideQuotes(r.Expression).Split(' ', '(', ')').Any(w => w is "matches" or "~")))
        {
            yield return $"The expression of \"{rule.Description}\" uses a regular expression, which the Free plan does not have.";
        }

        foreach (var name in rules.GroupBy(r => r.Ref).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"Two rules in phase {phase} have the ref {name}: Cloudflare tells rules apart by it.";
        }
    }

    private static string OutsideQuotes(string expression) =>
        string.Concat(expression.Split('"').Where((_, i) => i % 2 == 0));
}
