namespace NodeBBInfra.Components.Edge;

/// <summary>What the Cloudflare half of a forum is made from.</summary>
/// <param name="ZoneId">The zone's id, 32 hexadecimal digits.</param>
/// <param name="OwnsZone">
/// Settings and entry-point rulesets exist once in a zone: one stack owns them, others in the zone only add their DNS records.
/// </param>
/// <param name="Domain">The forum's names.</param>
/// <param name="OriginIpv4">The origin's IPv4 address.</param>
/// <param name="OriginIpv6">Its IPv6 address, if it has one.</param>
/// <param name="CacheAssets">Whether Cloudflare caches assets and uploads.</param>
public sealed record EdgeSettings(string ZoneId, bool OwnsZone, ForumDomain Domain, string OriginIpv4, string? OriginIpv6, bool CacheAssets);
