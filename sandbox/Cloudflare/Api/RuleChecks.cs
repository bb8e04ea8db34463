using System.Text;
using System.Text.Json;
using NodeBBInfra.Rules;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>Validates rules for the Free plan.</summary>
internal static class RuleChecks
{
    private static readonly string[] SkipMembers = ["ruleset", "phase", "phases", "products"];
    private static readonly string[] RateLimitTimes = ["period", "mitigation_timeout"];
    private static readonly string[] RateLimitCharacteristics = ["ip.src", "cf.colo.id"];
    private static readonly string[] RateLimitFields = ["http.request.uri.path", "cf.client.bot"];

    /// <summary>Requires that an expression parses and uses nothing from a paid plan.</summary>
    public static RuleExpression Expression(string expression, string pointer)
    {
        try
        {
            return RuleExpression.Parse(expression);
        }
        catch (RuleSyntaxException error)
        {
            throw ApiErrors.Expression(pointer, expression, Report(expression, error));
        }
    }

    /// <summary>Requires that the action has these parameters.</summary>
    public static void Parameters(string action, Body rule, string pointer)
    {
        var parameters = rule.Member("action_parameters");
        pointer = $"{pointer}/action_parameters";
        switch (action)
        {
            case "skip":
                Skip(parameters, pointer);
                break;
            case "set_cache_settings":
                CacheRuleChecks.Parameters(parameters, pointer);
                break;
            case "block" when parameters is { } given && Body.Member(given, "response") is not null:
                throw ApiErrors.RuleValue($"{pointer}/response", "a response", "custom responses are not in the Free plan");
        }
    }

    /// <summary>
    /// Rate limits have one period, one timeout and few fields. https://developers.cloudflare.com/waf/rate-limiting-rules/#availability
    /// </summary>
    public static void RateLimit(string phase, Body rule, string expression, string pointer)
    {
        if (phase != "http_ratelimit")
            return;
        pointer = $"{pointer}/ratelimit";
        var limit = new Body(rule.Member("ratelimit") ?? throw ApiErrors.RuleValue(pointer, "nothing", "a rate-limiting rule needs it"));
        foreach (var seconds in RateLimitTimes)
        {
            if (limit.Number(seconds) is var value && value != FreePlanLimits.RateLimitSeconds)
            {
                throw ApiErrors.RuleValue(
                    $"{pointer}/{seconds}",
                    $"{value}",
                    $"the Free plan has {FreePlanLimits.RateLimitSeconds} seconds only"
                );
            }
        }
        if (limit.Texts("characteristics") is not { } characteristics || !characteristics.ToHashSet().SetEquals(RateLimitCharacteristics))
            throw ApiErrors.RuleValue($"{pointer}/characteristics", "this list", "the Free plan counts by ip.src and cf.colo.id");
        if (limit.Number("requests_per_period") is not > 0)
            throw ApiErrors.RuleValue($"{pointer}/requests_per_period", "this", "it must be a number above 0");
        if (Expression(expression, pointer).Fields.FirstOrDefault(field => !RateLimitFields.Contains(field)) is { } other)
        {
            throw ApiErrors.RuleValue(
                $"{pointer}/expression",
                $"'{expression}'",
                $"rate-limiting rules of the Free plan look at http.request.uri.path and cf.client.bot only, not at {other}"
            );
        }
    }

    // Like Cloudflare's engine: the line number, the byte offset in the line, the line, and a caret.
    private static string Report(string expression, RuleSyntaxException error)
    {
        var before = expression[..error.Position];
        var start = before.LastIndexOf('\n') + 1;
        var column = Encoding.UTF8.GetByteCount(before[start..]);
        return $"Filter parsing error ({before.Count('\n') + 1}:{column + 1}):\n{expression[start..].Split('\n')[0]}\n{new string(' ', column)}^ {error.Problem}";
    }

    private static void Skip(JsonElement? parameters, string pointer)
    {
        var body = new Body(parameters ?? ZoneJson.Element(new { }));
        if (body.Text("ruleset") is { } ruleset and not "current")
            throw ApiErrors.RuleValue($"{pointer}/ruleset", $"'{ruleset}'", "only 'current' can be skipped");
        if (body.Text("phase") is { } phase and not "current")
            throw ApiErrors.RuleValue($"{pointer}/phase", $"'{phase}'", "only 'current' can be skipped");
        Known(body.Texts("phases"), FreePlanLimits.SkippablePhases, $"{pointer}/phases");
        Known(body.Texts("products"), FreePlanLimits.SkippableProducts, $"{pointer}/products");
        if (!SkipMembers.Any(name => body.Member(name) is not null))
            throw ApiErrors.RuleValue(pointer, "this object", "a skip rule says what it skips: ruleset, phase, phases or products");
    }

    private static void Known(IReadOnlyList<string>? values, IReadOnlyList<string> known, string pointer)
    {
        if (values is { Count: 0 })
            throw ApiErrors.RuleValue(pointer, "an empty list", "it must name something");
        if (values?.FirstOrDefault(value => !known.Contains(value)) is { } unknown)
            throw ApiErrors.RuleValue(pointer, $"'{unknown}'", $"what can be skipped is {string.Join(", ", known)}");
    }
}
