using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>Validates configuration rules for the Free plan.</summary>
/// <remarks>https://developers.cloudflare.com/rules/configuration-rules/settings/</remarks>
internal static class ConfigurationRuleChecks
{
    private static readonly string[] Switches =
    [
        "automatic_https_rewrites",
        "bic",
        "disable_apps",
        "disable_rum",
        "disable_zaraz",
        "email_obfuscation",
        "fonts",
        "hotlink_protection",
        "opportunistic_encryption",
        "rocket_loader",
        "server_side_excludes",
        "sxg",
    ];

    private static readonly Dictionary<string, string[]> Choices = new()
    {
        ["security_level"] = ["off", "essentially_off", "low", "medium", "high", "under_attack"],
        ["ssl"] = ["off", "flexible", "full", "strict", "origin_pull"],
    };

    public static void Parameters(JsonElement? parameters, string pointer)
    {
        if (parameters is not { ValueKind: JsonValueKind.Object } given || !given.EnumerateObject().Any())
            throw ApiErrors.RuleValue(pointer, "nothing", "a configuration rule says what it sets");
        foreach (var member in given.EnumerateObject())
        {
            var (at, value) = ($"{pointer}/{member.Name}", member.Value);
            if (Choices.TryGetValue(member.Name, out var choices))
            {
                if (value.ValueKind != JsonValueKind.String || !choices.Contains(value.GetString()))
                    throw ApiErrors.RuleValue(at, value.GetRawText(), $"it must be one of {string.Join(", ", choices)}");
            }
            else if (!Switches.Contains(member.Name))
            {
                throw ApiErrors.RuleValue(at, value.GetRawText(), "it is not known, or not in the Free plan");
            }
            else if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                throw ApiErrors.RuleValue(at, value.GetRawText(), "it must be true or false");
            }
        }
    }
}
