using System.Net;
using System.Text.Json;
using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Tests.Edge;

/// <summary>A zone in memory, as a new one on the Free plan apart from SSL, which is strict.</summary>
internal sealed class TestZone : IZone
{
    public const string Name = "forum.test";
    public const string Www = "www.forum.test";
    public const string FirewallPhase = "http_request_firewall_custom";
    public const string CachePhase = "http_request_cache_settings";

    private readonly Dictionary<string, List<ZoneRule>> _rules = [];

    public Dictionary<string, string> Settings { get; } = new()
    {
        ["ssl"] = "strict",
        ["always_use_https"] = "off",
        ["min_tls_version"] = "1.0",
        ["tls_1_3"] = "on",
        ["websockets"] = "on",
        ["browser_cache_ttl"] = "14400",
    };

    public Dictionary<string, IReadOnlyList<IPAddress>> Records { get; } = [];

    public string Domain => Name;

    public string Setting(string id) => Settings[id];

    public IReadOnlyList<IPAddress>? Origins(string hostname) => Records.GetValueOrDefault(hostname);

    public IReadOnlyList<ZoneRule> Rules(string phase) => _rules.GetValueOrDefault(phase) ?? [];

    public void AddFirewallRule(string expression, string action, string? parameters = null) => Add(FirewallPhase, expression, action, parameters);

    public void AddCacheRule(string expression, string parameters) => Add(CachePhase, expression, "set_cache_settings", parameters);

    private void Add(string phase, string expression, string action, string? parameters)
    {
        if (!_rules.TryGetValue(phase, out var rules))
            _rules[phase] = rules = [];
        rules.Add(new ZoneRule($"rule{rules.Count}", expression, action, parameters is null ? null : JsonDocument.Parse(parameters).RootElement));
    }
}
