using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The settings of a Free zone: defaults and allowed values.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/zones/subresources/settings/</remarks>
internal static class SettingDefinitions
{
    private static readonly string[] OnOff = ["on", "off"];

    private static readonly Dictionary<string, SettingDefinition> Known = new SettingDefinition[]
    {
        // Encryption
        SettingDefinition.Choice("ssl", "full", "off", "flexible", "full", "strict"),
        SettingDefinition.Choice("always_use_https", "off", OnOff),
        SettingDefinition.Choice("automatic_https_rewrites", "on", OnOff),
        SettingDefinition.Choice("min_tls_version", "1.0", "1.0", "1.1", "1.2", "1.3"),
        SettingDefinition.Choice("tls_1_3", "on", "on", "off", "zrt"),
        SettingDefinition.Choice("opportunistic_encryption", "on", OnOff),
        SettingDefinition.Choice("opportunistic_onion", "on", OnOff),
        SettingDefinition.Choice("tls_client_auth", "off", OnOff),
        SettingDefinition.Choice("0rtt", "off", OnOff),
        SettingDefinition.Fixed("ciphers", Array.Empty<string>()),
        SettingDefinition.Object(
            "security_header",
            new
            {
                StrictTransportSecurity = new
                {
                    Enabled = false,
                    MaxAge = 0,
                    IncludeSubdomains = false,
                    Preload = false,
                    Nosniff = false,
                },
            }
        ),
        // Protocols
        SettingDefinition.Choice("http3", "on", OnOff),
        SettingDefinition.Choice("websockets", "on", OnOff),
        SettingDefinition.Choice("origin_max_http_version", "2", "1", "2"),
        SettingDefinition.Choice("pseudo_ipv4", "off", "off", "add_header", "overwrite_header"),
        SettingDefinition.Choice("ip_geolocation", "on", OnOff),
        SettingDefinition.Fixed("http2", "on"),
        SettingDefinition.Fixed("ipv6", "on"),
        SettingDefinition.Fixed("max_upload", 100),
        SettingDefinition.Fixed("proxy_read_timeout", "100"),
        SettingDefinition.Fixed("true_client_ip_header", "off"),
        SettingDefinition.Fixed("response_buffering", "off"),
        SettingDefinition.Fixed("prefetch_preload", "off"),
        // Cache
        SettingDefinition.Number(
            "browser_cache_ttl",
            14_400,
            0,
            30,
            60,
            120,
            300,
            1_200,
            1_800,
            3_600,
            7_200,
            10_800,
            14_400,
            18_000,
            28_800,
            43_200,
            57_600,
            72_000,
            86_400,
            172_800,
            259_200,
            345_600,
            432_000,
            691_200,
            1_382_400,
            2_073_600,
            2_678_400,
            5_356_800,
            16_070_400,
            31_536_000
        ),
        SettingDefinition.Choice("cache_level", "aggressive", "aggressive", "basic", "simplified"),
        SettingDefinition.Choice("development_mode", "off", OnOff),
        SettingDefinition.Choice("always_online", "off", OnOff),
        SettingDefinition.Fixed("sort_query_string_for_cache", "off"),
        // Content
        SettingDefinition.Choice("rocket_loader", "off", OnOff),
        SettingDefinition.Choice("email_obfuscation", "on", OnOff),
        SettingDefinition.Choice("server_side_exclude", "on", OnOff),
        SettingDefinition.Choice("hotlink_protection", "off", OnOff),
        SettingDefinition.Choice("brotli", "on", OnOff),
        SettingDefinition.Choice("early_hints", "off", OnOff),
        SettingDefinition.Choice("fonts", "off", OnOff),
        SettingDefinition.Choice("speed_brain", "on", OnOff),
        SettingDefinition.Fixed("polish", "off"),
        SettingDefinition.Fixed("mirage", "off"),
        SettingDefinition.Fixed("webp", "off"),
        // Security
        SettingDefinition.Choice("security_level", "medium", "essentially_off", "low", "medium", "high", "under_attack"),
        SettingDefinition.Number(
            "challenge_ttl",
            1_800,
            300,
            900,
            1_800,
            2_700,
            3_600,
            7_200,
            10_800,
            14_400,
            28_800,
            57_600,
            86_400,
            604_800,
            2_592_000,
            31_536_000
        ),
        SettingDefinition.Choice("browser_check", "on", OnOff),
        SettingDefinition.Choice("privacy_pass", "on", OnOff),
        SettingDefinition.Choice("replace_insecure_js", "on", OnOff),
        SettingDefinition.Fixed("waf", "off"),
        SettingDefinition.Fixed("advanced_ddos", "on"),
    }.ToDictionary(definition => definition.Id);

    /// <summary>All settings, ordered by name.</summary>
    public static IEnumerable<SettingDefinition> All => Known.Values.OrderBy(definition => definition.Id, StringComparer.Ordinal);

    /// <summary>The setting with this name; null when there is none.</summary>
    public static SettingDefinition? Find(string id) => Known.GetValueOrDefault(id);

    /// <summary>A setting's value in a zone.</summary>
    /// <exception cref="ArgumentException">The setting does not exist.</exception>
    public static JsonElement Value(Zone zone, string id) =>
        zone.Settings.TryGetValue(id, out var changed)
            ? changed.Value
            : Find(id)?.Default ?? throw new ArgumentException($"There is no zone setting {id}.", nameof(id));

    /// <summary>A value as text: a string without quotes, anything else as JSON.</summary>
    public static string AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
