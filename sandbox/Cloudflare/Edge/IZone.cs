using System.Net;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// What the edge reads of a zone. It asks at every request, so that a change takes effect at once, as it does (within seconds) at Cloudflare.
/// </summary>
public interface IZone
{
    /// <summary>The zone's domain, in lower case.</summary>
    string Domain { get; }

    /// <summary>A zone setting's value as text: what was set, else what a new zone of the Free plan has.</summary>
    /// <param name="id">The setting, such as <c>ssl</c> or <c>browser_cache_ttl</c>. https://developers.cloudflare.com/api/resources/zones/subresources/settings/</param>
    string Setting(string id);

    /// <summary>
    /// Where the origin of a hostname is: the addresses of its proxied A and AAAA records, CNAMEs followed. Null when the hostname has no proxied
    /// record; empty when it has one that leads to no address.
    /// </summary>
    /// <param name="hostname">The hostname, in lower case, without a port.</param>
    IReadOnlyList<IPAddress>? Origins(string hostname);

    /// <summary>The enabled rules of a phase's entry point ruleset, in order; none when there is no such ruleset.</summary>
    /// <param name="phase">The phase, such as <c>http_request_firewall_custom</c>. https://developers.cloudflare.com/ruleset-engine/reference/phases-list/</param>
    IReadOnlyList<ZoneRule> Rules(string phase);

    /// <summary>The User Agent Blocking rules that are in force. https://developers.cloudflare.com/waf/tools/user-agent-blocking/</summary>
    IReadOnlyList<UserAgentRule> UserAgentRules => [];

    /// <summary>Whether Bot Fight Mode is on. https://developers.cloudflare.com/bots/get-started/bot-fight-mode/</summary>
    bool BotFightMode => false;

    /// <summary>How addresses are normalized.</summary>
    UrlNormalization UrlNormalization => UrlNormalization.Standard;
}

/// <summary>A rule of a zone's ruleset.</summary>
/// <param name="Ref">The name that its owner gave it.</param>
/// <param name="Expression">When it applies, in Cloudflare's rules language.</param>
/// <param name="Action">What it does, such as <c>skip</c> or <c>set_cache_settings</c>.</param>
/// <param name="ActionParameters">How, as the API takes it; null when the action has none.</param>
/// <param name="Ratelimit">A rate-limiting rule's period, limit and timeout, as the API takes them; null in other phases.</param>
public sealed record ZoneRule(string Ref, string Expression, string Action, JsonElement? ActionParameters = null, JsonElement? Ratelimit = null);

/// <summary>A User Agent Blocking rule.</summary>
/// <param name="UserAgent">The whole User-Agent header that it is for.</param>
/// <param name="Mode"><c>block</c>, or one of the challenges.</param>
public sealed record UserAgentRule(string UserAgent, string Mode);
