using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The Free plan's security products from before rulesets. Custom rules can skip all but the last.</summary>
/// <remarks>https://developers.cloudflare.com/waf/custom-rules/skip/options/#skip-products</remarks>
internal sealed class SecurityProducts(IZone zone)
{
    private static readonly string[] Images = [".gif", ".ico", ".jpg", ".jpeg", ".png"];

    /// <summary>Forwards or answers the request.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var visit = Visit.Of(context);
        var agent = context.Request.Headers.UserAgent.ToString();
        if (!visit.Skips("uaBlock") && zone.UserAgentRules.FirstOrDefault(rule => rule.UserAgent == agent) is { } rule)
        {
            return rule.Mode == "block"
                ? EdgePage.WriteAsync(context, StatusCodes.Status403Forbidden, 1020, "Access denied")
                : Challenge.WriteAsync(context);
        }
        // Which headers are "commonly abused by spammers" is not published; a missing User-Agent is.
        // https://developers.cloudflare.com/waf/tools/browser-integrity-check/
        if (!visit.Skips("bic") && visit.Setting("browser_check") == "on" && agent.Length == 0)
            return Challenge.WriteAsync(context);
        if (!visit.Skips("hot") && visit.Setting("hotlink_protection") == "on" && IsHotlink(context, visit))
            return EdgePage.WriteAsync(context, StatusCodes.Status403Forbidden, 1011, "Access denied");
        // https://developers.cloudflare.com/fundamentals/reference/under-attack-mode/ ; other levels depend on IP reputation, which is
        // unknown here.
        if (!visit.Skips("securityLevel") && visit.Setting("security_level") == "under_attack")
            return Challenge.WriteAsync(context);
        // Bot Fight Mode cannot be skipped. Cloudflare does not publish what it takes for a bot; here it is any agent that is not
        // Mozilla/*.
        // https://developers.cloudflare.com/bots/get-started/bot-fight-mode/
        if (zone.BotFightMode && !agent.StartsWith("Mozilla/", StringComparison.Ordinal))
            return Challenge.WriteAsync(context);
        return next(context);
    }

    // https://developers.cloudflare.com/waf/tools/scrape-shield/hotlink-protection/
    private bool IsHotlink(HttpContext context, Visit visit) =>
        context.Request.Headers.Referer.ToString() is { Length: > 0 } referer
        && !referer.Contains(zone.Domain, StringComparison.OrdinalIgnoreCase)
        && !visit.Path.Contains("/hotlink-ok/", StringComparison.Ordinal)
        && Images.Contains(Path.GetExtension(visit.Path), StringComparer.OrdinalIgnoreCase);
}
