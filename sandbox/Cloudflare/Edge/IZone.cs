using System.Net;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// The edge's view of a zone. It is read at each request, so that changes apply immediately, as they do within seconds at Cloudflare.
/// </summary>
public interface IZone
{
    /// <summary>The zone's domain, in lower case.</summary>
    string Domain { get; }

    /// <summary>A zone setting's value as text, by default a new Free zone's.</summary>
    /// <param name="id">
    /// The setting, such as <c>ssl</c> or <c>browser_cache_ttl</c>.
    /// https://developers.cloudflare.com/api/resources/zones/subresources/settings/
    /// </param>
    string Setting(string id);

    /// <summary>
    /// The origin of a hostname: the addresses of its proxied A and AAAA records, with CNAMEs resolved. Null when the hostname has no
    /// proxied record; empty when its record resolves to no address.
    /// </summary>
    /// <param name="hostname">The hostname, in lower case, without a port.</param>
    IReadOnlyList<IPAddress>? Origins(string hostname);

    /// <summary>The enabled rules of a phase's entry point ruleset, in order; empty without a ruleset.</summary>
    /// <param name="phase">
    /// The phase, such as <c>http_request_firewall_custom</c>. https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
    /// </param>
    IReadOnlyList<ZoneRule> Rules(string phase);

    /// <summary>The active User Agent Blocking rules. https://developers.cloudflare.com/waf/tools/user-agent-blocking/</summary>
    IReadOnlyList<UserAgentRule> UserAgentRules => [];

    /// <summary>Whether Bot Fight Mode is on. https://developers.cloudflare.com/bots/get-started/bot-fight-mode/</summary>
    bool BotFightMode => false;

    /// <summary>How URLs are normalized.</summary>
    UrlNormalization UrlNormalization => UrlNormalization.Standard;
}

/// <summary>A rule of a zone's ruleset.</summary>
/// <param name="Ref">The owner's name for it.</param>
/// <param name="Expression">The condition, in Cloudflare's rules language.</param>
/// <param name="Action">The action, such as <c>skip</c> or <c>set_cache_settings</c>.</param>
/// <param name="ActionParameters">The action's parameters, as in the API; null when it has none.</param>
/// <param name="Ratelimit">A rate-limiting rule's period, limit and timeout, as in the API; null in other phases.</param>
public sealed record ZoneRule(
    string Ref,
    string Expression,
    string Action,
    JsonElement? ActionParameters = null,
    JsonElement? Ratelimit = null
);

/// <summary>A User Agent Blocking rule.</summary>
/// <param name="UserAgent">The complete User-Agent header to match.</param>
/// <param name="Mode"><c>block</c>, or one of the challenges.</param>
public sealed record UserAgentRule(string UserAgent, string Mode);
