using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// The resource types that the sandbox's provider has. What each sends was read off the real provider, 6.17.0.
/// https://github.com/pulumi/pulumi-cloudflare/tree/v6.17.0
/// </summary>
internal static class ResourceKinds
{
    private const string Zone = "zones/{zoneId}";

    private static readonly ResourceKind ZoneSetting = new(
        "cloudflare:index/zoneSetting:ZoneSetting",
        new(HttpMethod.Patch, $"{Zone}/settings/{{settingId}}"),
        new(HttpMethod.Patch, $"{Zone}/settings/{{settingId}}"),
        new(HttpMethod.Get, $"{Zone}/settings/{{settingId}}"),
        null)
    {
        PathInputs = ["zoneId", "settingId"],
        Required = ["settingId", "value"],
        Inputs = ["enabled", "settingId", "value", "zoneId"],
        Computed = ["editable", "enabled", "modifiedOn", "timeRemaining"],
        ComputedOnChange = ["editable", "enabled", "modifiedOn", "timeRemaining"],
        Replaces = ["zoneId", "settingId"],
        IdFrom = "settingId",
    };

    private static readonly ResourceKind DnsRecord = new(
        "cloudflare:index/dnsRecord:DnsRecord",
        new(HttpMethod.Post, $"{Zone}/dns_records"),
        new(HttpMethod.Put, $"{Zone}/dns_records/{{id}}"),
        new(HttpMethod.Get, $"{Zone}/dns_records/{{id}}"),
        new(HttpMethod.Delete, $"{Zone}/dns_records/{{id}}"))
    {
        Required = ["name", "type", "ttl"],
        Inputs = ["comment", "content", "data", "name", "priority", "privateRouting", "proxied", "settings", "tags", "ttl", "type", "zoneId"],
        Computed = ["createdOn", "meta", "modifiedOn", "proxiable", "settings", "tags", "tagsModifiedOn"],
        ComputedWith = new Dictionary<string, string> { ["comment"] = "commentModifiedOn" },
        ComputedOnChange = ["modifiedOn"],
        EmptyInNewCname = new Dictionary<string, Value> { ["settings"] = Flags("flattenCname", "ipv4Only", "ipv6Only") },
        Replaces = ["zoneId", "type"],
        Always = new Dictionary<string, object> { ["proxied"] = false },
        AlwaysOnUpdate = new Dictionary<string, object> { ["settings"] = new Dictionary<string, object>(), ["tags"] = Array.Empty<object>() },
    };

    private static readonly ResourceKind Ruleset = new(
        "cloudflare:index/ruleset:Ruleset",
        new(HttpMethod.Post, $"{Zone}/rulesets"),
        new(HttpMethod.Put, $"{Zone}/rulesets/{{id}}"),
        new(HttpMethod.Get, $"{Zone}/rulesets/{{id}}"),
        new(HttpMethod.Delete, $"{Zone}/rulesets/{{id}}"))
    {
        Required = ["kind", "name", "phase"],
        Inputs = ["description", "kind", "name", "phase", "rules", "zoneId"],
        Computed = ["lastUpdated", "version"],
        ComputedOnChange = ["lastUpdated", "version"],
        Replaces = ["zoneId", "kind", "phase"],
        Always = new Dictionary<string, object> { ["description"] = "" },
    };

    private static readonly ResourceKind OriginCaCertificate = new(
        "cloudflare:index/originCaCertificate:OriginCaCertificate",
        new(HttpMethod.Post, "certificates"),
        null,
        new(HttpMethod.Get, "certificates/{id}"),
        new(HttpMethod.Delete, "certificates/{id}"))
    {
        PathInputs = [],
        Required = ["csr", "hostnames", "requestType"],
        Inputs = ["csr", "hostnames", "requestType", "requestedValidity"],
        Computed = ["certificate", "expiresOn"],
    };

    private static readonly ResourceKind TieredCache = Single("tieredCache", "TieredCache", "cache/tiered_cache_smart_topology_enable", HttpMethod.Patch, deletes: true) with
    {
        Required = ["value", "zoneId"],
        Inputs = ["value", "zoneId"],
        Computed = ["editable", "modifiedOn"],
        ComputedOnChange = ["editable", "modifiedOn"],
    };

    private static readonly ResourceKind BotManagement = Single("botManagement", "BotManagement", "bot_management", HttpMethod.Put, deletes: false) with
    {
        Required = ["zoneId"],
        Inputs =
        [
            "aiBotsProtection", "autoUpdateModel", "crawlerProtection", "enableJs", "fightMode", "isRobotsTxtManaged", "optimizeWordpress",
            "sbfmDefinitelyAutomated", "sbfmLikelyAutomated", "sbfmStaticResourceProtection", "sbfmVerifiedBots", "suppressSessionScore", "zoneId",
        ],
        Computed = ["crawlerProtection", "usingLatestModel"],
        Always = new Dictionary<string, object> { ["is_robots_txt_managed"] = false },
    };

    private static readonly ResourceKind UrlNormalization = Single("urlNormalizationSettings", "UrlNormalizationSettings", "url_normalization", HttpMethod.Put, deletes: true) with
    {
        Required = ["scope", "type", "zoneId"],
        Inputs = ["scope", "type", "zoneId"],
    };

    private static readonly ResourceKind OriginPulls = Single(
        "authenticatedOriginPullsSettings", "AuthenticatedOriginPullsSettings", "origin_tls_client_auth/settings", HttpMethod.Put, deletes: false) with
    {
        Required = ["enabled", "zoneId"],
        Inputs = ["enabled", "zoneId"],
    };

    private static readonly ResourceKind OriginPullsCertificate = new(
        "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate",
        new(HttpMethod.Post, $"{Zone}/origin_tls_client_auth"),
        null,
        new(HttpMethod.Get, $"{Zone}/origin_tls_client_auth/{{id}}"),
        new(HttpMethod.Delete, $"{Zone}/origin_tls_client_auth/{{id}}"))
    {
        Required = ["certificate", "privateKey"],
        Inputs = ["certificate", "privateKey", "zoneId"],
        Computed = ["certificateId", "enabled", "expiresOn", "issuer", "serialNumber", "signature", "status", "uploadedOn"],
        Secrets = ["privateKey"],
    };

    public static IReadOnlyDictionary<string, ResourceKind> All { get; } = new[]
    {
        ZoneSetting, DnsRecord, Ruleset, OriginCaCertificate, TieredCache, BotManagement, UrlNormalization, OriginPulls, OriginPullsCertificate,
    }.ToDictionary(kind => kind.Token);

    public static ResourceKind Of(string token) =>
        All.GetValueOrDefault(token) ?? throw ProviderFailure.Unknown("cloudflare resource", token, All.Keys);

    private static Value Flags(params string[] names)
    {
        var flags = new Struct();
        foreach (var name in names)
        {
            flags.Fields[name] = Value.ForBool(false);
        }

        return Value.ForStruct(flags);
    }

    /// <summary>A thing that each zone has exactly one of: its id is the zone's.</summary>
    private static ResourceKind Single(string module, string name, string path, HttpMethod write, bool deletes) => new(
        $"cloudflare:index/{module}:{name}",
        new(write, $"{Zone}/{path}"),
        new(write, $"{Zone}/{path}"),
        new(HttpMethod.Get, $"{Zone}/{path}"),
        deletes ? new(HttpMethod.Delete, $"{Zone}/{path}") : null)
    {
        Replaces = ["zoneId"],
        IdFrom = "zoneId",
    };
}
