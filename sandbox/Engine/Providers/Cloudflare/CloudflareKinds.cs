using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>The resource kinds of the sandbox's cloudflare provider.</summary>
internal static class CloudflareKinds
{
    public static readonly IReadOnlyDictionary<string, CloudflareKind> All = new Dictionary<string, CloudflareKind>
    {
        ["cloudflare:index/zoneSetting:ZoneSetting"] = new ZoneSettingKind(),
        ["cloudflare:index/dnsRecord:DnsRecord"] = new DnsRecordKind(),
        ["cloudflare:index/ruleset:Ruleset"] = new RulesetKind(),
        ["cloudflare:index/originCaCertificate:OriginCaCertificate"] = new OriginCaCertificateKind(),
        ["cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate"] = new OriginPullsCertificateKind(),
        ["cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings"] = new ZoneSingletonKind(
            "/origin_tls_client_auth/settings",
            ["enabled"],
            warns: true
        ),
        ["cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings"] = new ZoneSingletonKind(
            "/url_normalization",
            ["scope", "type"],
            deletes: true
        ),
        ["cloudflare:index/botManagement:BotManagement"] = new ZoneSingletonKind(
            "/bot_management",
            [],
            BotManagementInputs,
            [.. BotManagementInputs.Except(["enableJs", "fightMode"]), "staleZoneConfiguration", "usingLatestModel"],
            warns: true,
            defaults: new Dictionary<string, Value> { ["isRobotsTxtManaged"] = Value.ForBool(false) }
        ),
    };

    private static string[] BotManagementInputs =>
        [
            "aiBotsProtection",
            "autoUpdateModel",
            "bmCookieEnabled",
            "cfRobotsVariant",
            "contentBotsProtection",
            "crawlerProtection",
            "enableJs",
            "fightMode",
            "isRobotsTxtManaged",
            "optimizeWordpress",
            "sbfmDefinitelyAutomated",
            "sbfmLikelyAutomated",
            "sbfmStaticResourceProtection",
            "sbfmVerifiedBots",
            "suppressSessionScore",
        ];
}
