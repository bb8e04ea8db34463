using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Replaces Cloudflare's Free Managed Ruleset, which every zone has and whose rules are not published, with a few well-known attacks in
/// the rules language. That is enough to test rules that skip the phase. https://developers.cloudflare.com/waf/managed-rules/reference/
/// </summary>
internal sealed class ManagedRules(RuleMatcher rules)
{
    private const string Phase = "http_request_firewall_managed";

    private static readonly string[] Signatures =
    [
        // Log4j (CVE-2021-44228)
        """lower(http.request.uri) contains "{jndi:" or lower(http.request.uri) contains "%7bjndi:" or lower(http.user_agent) contains "${jndi:" or lower(http.referer) contains "${jndi:" """,
        // Shellshock (CVE-2014-6271)
        """http.user_agent contains "() {" or http.referer contains "() {" or http.cookie contains "() {" """,
        // Files that no web site serves
        """lower(http.request.uri) contains "/etc/passwd" or lower(http.request.uri) contains "%2fetc%2fpasswd" """,
    ];

    /// <summary>Forwards or answers the request.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var isSkipped = Visit.Of(context).Skips(Phase) || rules.Matching(Phase, context).Any(rule => rule.Action == "skip");
        return !isSkipped && Signatures.Any(signature => rules.Matches(signature, context))
            ? EdgePage.WriteAsync(context, StatusCodes.Status403Forbidden, StatusCodes.Status403Forbidden, "Sorry, you have been blocked")
            : next(context);
    }
}
