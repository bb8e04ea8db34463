namespace NodeBBInfra.Components.Edge;

/// <summary>The edge's settings.</summary>
/// <param name="ZoneId">The zone's id, 32 hexadecimal digits.</param>
/// <param name="OwnsZone">
/// Whether this stack owns the zone's settings and entry-point rulesets, which exist once per zone. Other stacks only add their DNS
/// records.
/// </param>
/// <param name="OtherForums">
/// The zone's other forums, which its owner's rules cover too: host names, with <c>*</c> for any text.
/// </param>
/// <param name="Domain">The forum's names.</param>
/// <param name="OriginIpv4">The origin's IPv4 address.</param>
/// <param name="OriginIpv6">The origin's IPv6 address, if any.</param>
/// <param name="CacheAssets">Whether Cloudflare caches assets and uploads.</param>
public sealed record EdgeSettings(
    string ZoneId,
    bool OwnsZone,
    IReadOnlyList<string> OtherForums,
    ForumDomain Domain,
    string OriginIpv4,
    string? OriginIpv6,
    bool CacheAssets
);
