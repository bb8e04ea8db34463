using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using NodeBBInfra.Rules;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Finds the rules of a phase that match a request.</summary>
internal sealed class RuleMatcher(IZone zone, EdgeOptions options)
{
    // Caches parsed expressions, which the API has validated. A zone has few rules, but they may change without limit.
    private const int ManyExpressions = 1000;
    private readonly ConcurrentDictionary<string, RuleExpression> _parsed = new();

    /// <summary>The matching rules of a phase, in order.</summary>
    public IEnumerable<ZoneRule> Matching(string phase, HttpContext context)
    {
        var rules = zone.Rules(phase);
        if (rules.Count == 0)
            return [];
        var request = Facts(context);
        return rules.Where(rule => Parse(rule.Expression).Matches(request));
    }

    /// <summary>Whether an expression matches the request.</summary>
    public bool Matches(string expression, HttpContext context) => Parse(expression).Matches(Facts(context));

    private RuleExpression Parse(string expression)
    {
        if (_parsed.Count > ManyExpressions)
            _parsed.Clear();
        return _parsed.GetOrAdd(expression, RuleExpression.Parse);
    }

    private RuleRequest Facts(HttpContext context)
    {
        if (context.Features.Get<RuleRequest>() is { } known)
            return known;
        var visit = Visit.Of(context);
        var facts = new RuleRequest
        {
            Method = context.Request.Method,
            Host = visit.Host,
            Path = visit.Path,
            Query = visit.Query,
            Ssl = visit.Scheme == "https",
            Source = visit.Visitor,
            Country = options.Country,
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(),
                IReadOnlyList<string> (header) => [.. header.Value.Select(value => value ?? "")]
            ),
        };
        context.Features.Set(facts);
        return facts;
    }
}
