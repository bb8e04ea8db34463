using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// The WAF's custom rules, in order, until one ends it. A challenge is never solved here, as by a visitor without a browser: what the stack must not do to
/// an API client or a WebSocket shows as a 403. https://developers.cloudflare.com/ruleset-engine/rules-language/actions/
/// </summary>
internal sealed class Firewall(RuleMatcher rules)
{
    private const string Phase = "http_request_firewall_custom";

    /// <summary>Lets the request through, or answers it.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        foreach (var rule in rules.Matching(Phase, context))
        {
            switch (rule.Action)
            {
                case "skip" when SkipsTheRest(rule):
                    return next(context);
                case "block":
                    return EdgePage.WriteAsync(context, StatusCodes.Status403Forbidden, 1020, "Access denied");
                case "managed_challenge" or "js_challenge" or "challenge":
                    context.Response.OnStarting(() =>
                    {
                        // https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
                        context.Response.Headers["cf-mitigated"] = "challenge";
                        return Task.CompletedTask;
                    });
                    return EdgePage.WriteAsync(context, StatusCodes.Status403Forbidden, 403, "Just a moment...");
            }
        }

        return next(context);
    }

    // A skip that names only phases or products leaves the remaining custom rules in force.
    // https://developers.cloudflare.com/waf/custom-rules/skip/options/
    private static bool SkipsTheRest(ZoneRule rule) =>
        Names(rule, "ruleset") || Names(rule, "phase");

    private static bool Names(ZoneRule rule, string what) =>
        rule.ActionParameters is { ValueKind: JsonValueKind.Object } parameters &&
        parameters.TryGetProperty(what, out var value) && value.ValueEquals("current");
}
