using NodeBBInfra.Rules;

namespace NodeBBInfra.Components.Edge;

/// <summary>The limits of a zone on the Free plan, and whether a ruleset fits.</summary>
/// <remarks>
/// The limits are per zone, not per stack: https://developers.cloudflare.com/waf/custom-rules/#availability and
/// https://developers.cloudflare.com/cache/how-to/cache-rules/#availability
/// </remarks>
internal static class FreePlan
{
    private static readonly Dictionary<string, int> MaxRules = new() { [WafRules.Phase] = 5, [CacheRules.Phase] = 10 };

    /// <summary>How much of the budget the rules use, as one line.</summary>
    /// <param name="waf">The custom rules.</param>
    /// <param name="cache">The cache rules.</param>
    public static string Used(IReadOnlyList<EdgeRule> waf, IReadOnlyList<EdgeRule> cache) =>
        $"Free plan: {waf.Count} of {MaxRules[WafRules.Phase]} custom rules, {cache.Count} of {MaxRules[CacheRules.Phase]} cache rules.";

    /// <summary>One sentence for each limit that the rules exceed; nothing when they fit.</summary>
    /// <param name="phase">The rules' phase.</param>
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

        foreach (var rule in rules)
        {
            if (SyntaxProblem(rule.Expression) is { } problem)
            {
                yield return $"Cloudflare would refuse the expression of \"{rule.Description}\" {problem}.";
            }
        }

        foreach (var name in rules.GroupBy(r => r.Ref).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"Two rules in phase {phase} have the ref {name}: Cloudflare tells rules apart by it.";
        }
    }

    private static string? SyntaxProblem(string expression)
    {
        try
        {
            RuleExpression.Parse(expression);
            return null;
        }
        catch (RuleSyntaxException e)
        {
            return e.Message;
        }
    }
}
