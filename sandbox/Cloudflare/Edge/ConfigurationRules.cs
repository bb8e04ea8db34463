using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Configuration rules override the zone's settings for matching requests. The last one wins.</summary>
/// <remarks>https://developers.cloudflare.com/rules/configuration-rules/settings/</remarks>
internal sealed class ConfigurationRules(RuleMatcher rules)
{
    private const string Phase = "http_config_settings";

    // The rules' names of the zone settings that the edge reads.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["automatic_https_rewrites"] = "automatic_https_rewrites",
        ["bic"] = "browser_check",
        ["email_obfuscation"] = "email_obfuscation",
        ["hotlink_protection"] = "hotlink_protection",
        ["opportunistic_encryption"] = "opportunistic_encryption",
        ["rocket_loader"] = "rocket_loader",
        ["security_level"] = "security_level",
        ["ssl"] = "ssl",
    };

    /// <summary>Runs the stage.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var visit = Visit.Of(context);
        foreach (var rule in rules.Matching(Phase, context).Where(rule => rule.Action == "set_config"))
        {
            if (rule.ActionParameters is not { ValueKind: JsonValueKind.Object } parameters)
                continue;
            foreach (var parameter in parameters.EnumerateObject())
            {
                if (Settings.TryGetValue(parameter.Name, out var setting))
                    visit.Override(setting, Text(parameter.Value));
            }
        }

        return next(context);
    }

    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => "on",
            JsonValueKind.False => "off",
            _ => value.ToString(),
        };
}
