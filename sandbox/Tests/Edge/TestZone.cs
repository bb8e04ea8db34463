using System.Net;
using System.Text.Json;
using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Tests.Edge;

/// <summary>A zone in memory: a new Free zone, except that SSL is strict.</summary>
internal sealed class TestZone : IZone
{
    public const string Name = "forum.test";
    public const string Www = "www.forum.test";
    public const string FirewallPhase = "http_request_firewall_custom";
    public const string CachePhase = "http_request_cache_settings";

    private readonly Dictionary<string, List<ZoneRule>> _rules = [];

    public TestZone() => Settings["ssl"] = "strict";

    public Dictionary<string, string> Settings { get; } =
        SettingDefinitions.All.ToDictionary(setting => setting.Id, setting => SettingDefinitions.AsText(setting.Default));

    public Dictionary<string, IReadOnlyList<IPAddress>> Records { get; } = [];

    public string Domain => Name;

    public string Setting(string id) => Settings[id];

    public IReadOnlyList<IPAddress>? Origins(string hostname) => Records.GetValueOrDefault(hostname);

    public IReadOnlyList<ZoneRule> Rules(string phase) => _rules.GetValueOrDefault(phase) ?? [];

    public IReadOnlyList<UserAgentRule> UserAgentRules { get; set; } = [];

    public bool BotFightMode { get; set; }

    public UrlNormalization UrlNormalization { get; set; } = UrlNormalization.Standard;

    /// <summary>Adds a rate limit with the Free plan's only period and timeout.</summary>
    public void AddRateLimit(string expression, int requests) =>
        Add(
            "http_ratelimit",
            expression,
            "block",
            null,
            $$"""{"characteristics":["ip.src","cf.colo.id"],"period":10,"mitigation_timeout":10,"requests_per_period":{{requests}} }"""
        );

    public void AddFirewallRule(string expression, string action, string? parameters = null) =>
        Add(FirewallPhase, expression, action, parameters);

    public void AddCacheRule(string expression, string parameters) => Add(CachePhase, expression, "set_cache_settings", parameters);

    private void Add(string phase, string expression, string action, string? parameters, string? limit = null)
    {
        if (!_rules.TryGetValue(phase, out var rules))
            _rules[phase] = rules = [];
        rules.Add(new ZoneRule($"rule{rules.Count}", expression, action, Json(parameters), Json(limit)));
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonDocument.Parse(text).RootElement;
}
