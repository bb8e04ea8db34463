using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The WAF's custom rules, in order until a terminating one. A skip rule records what later stages skip.</summary>
/// <remarks>
/// https://developers.cloudflare.com/ruleset-engine/rules-language/actions/ and
/// https://developers.cloudflare.com/waf/custom-rules/skip/options/
/// </remarks>
internal sealed class Firewall(RuleMatcher rules)
{
    private const string Phase = "http_request_firewall_custom";

    /// <summary>Forwards or answers the request.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        foreach (var rule in rules.Matching(Phase, context))
        {
            switch (rule.Action)
            {
                case "skip":
                    var visit = Visit.Of(context);
                    visit.Skip(Listed(rule, "phases").Concat(Listed(rule, "products")));
                    // A rule that skips only phases or products does not skip the remaining custom rules.
                    if (IsCurrent(rule, "ruleset") || IsCurrent(rule, "phase"))
                        return next(context);
                    break;
                case "block":
                    return EdgePage.WriteAsync(context, StatusCodes.Status403Forbidden, 1020, "Access denied");
                case "managed_challenge" or "js_challenge" or "challenge":
                    return Challenge.WriteAsync(context);
            }
        }

        return next(context);
    }

    private static bool IsCurrent(ZoneRule rule, string what) => Parameter(rule, what) is { } value && value.ValueEquals("current");

    private static IEnumerable<string> Listed(ZoneRule rule, string what) =>
        Parameter(rule, what) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => item.ToString()) : [];

    private static JsonElement? Parameter(ZoneRule rule, string name) =>
        rule.ActionParameters is { ValueKind: JsonValueKind.Object } parameters && parameters.TryGetProperty(name, out var value)
            ? value
            : null;
}
