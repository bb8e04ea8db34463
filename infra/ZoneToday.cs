using NodeBBInfra.Components;
using NodeBBInfra.Components.Edge;
using Pulumi;
using Pulumi.Cloudflare;

namespace NodeBBInfra;

/// <summary>What Cloudflare reports before anything is planned: its address ranges, and the forum's current DNS records.</summary>
/// <param name="Ranges">Cloudflare's IPv4 and IPv6 ranges in CIDR notation. https://www.cloudflare.com/ips/</param>
/// <param name="Records">The address records for the forum's names that this project made.</param>
internal sealed record ZoneToday(IReadOnlyList<string> Ranges, IReadOnlyList<ZoneRecord> Records)
{
    private const string Permissions =
        "Zone Settings Edit, DNS Edit, Zone WAF Edit, Cache Settings Edit, Bot Management Edit, SSL and Certificates Edit";

    /// <summary>
    /// Queries Cloudflare once, before the first resource, so that a wrong token is one error instead of one per resource.
    /// </summary>
    /// <exception cref="RunException">Cloudflare did not answer. The message has the cause and what to look at.</exception>
    public static ZoneToday Read(string zoneId, ForumDomain domain) =>
        Asking(
            zoneId,
            async () =>
            {
                var ranges = await GetIpRanges.InvokeAsync();
                var records = await GetDnsRecords.InvokeAsync(new GetDnsRecordsArgs { ZoneId = zoneId });
                return new ZoneToday(
                    [.. ranges.Ipv4Cidrs, .. ranges.Ipv6Cidrs],
                    [
                        .. records
                            .Results.Where(r => r.Comment == DnsRecords.Comment && domain.Hosts.Contains(r.Name))
                            .Select(r => new ZoneRecord(r.Name, r.Type, r.Content, r.Id)),
                    ]
                );
            }
        );

    /// <summary>The import ids of the zone's rulesets that this project made, by resource name.</summary>
    /// <exception cref="RunException">Cloudflare did not answer.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Rulesets(string zoneId) =>
        Asking(
            zoneId,
            async () =>
            {
                var all = await GetRulesets.InvokeAsync(new GetRulesetsArgs { ZoneId = zoneId });
                return from ruleset in all.Results
                    where ruleset.Description == EdgeComponent.RulesetDescription
                    from own in new[]
                    {
                        (Name: WafRules.ResourceName, Phase: WafRules.Phase),
                        (Name: CacheRules.ResourceName, Phase: CacheRules.Phase),
                    }
                    where own.Phase == ruleset.Phase
                    select KeyValuePair.Create(own.Name, $"zones/{zoneId}/{ruleset.Id}");
            }
        );

    /// <summary>Whether the zone still has IPv6 records for the forum.</summary>
    public bool HasIpv6 => Records.Any(record => record.Type == "AAAA");

    /// <summary>The forum's current IPv4 address in DNS if it is another one; null if it is the same or there is none.</summary>
    public string? ServedAt(ForumDomain domain, string address) =>
        Records
            .Where(record => record.Type == "A" && record.Name == domain.Apex)
            .Select(record => record.Content)
            .FirstOrDefault(content => content != address);

    // A stack's constructor cannot be asynchronous. Blocking is safe, because nothing else needs this thread.
    private static T Asking<T>(string zoneId, Func<Task<T>> ask)
    {
        try
        {
            return ask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not RunException)
        {
            throw new RunException(
                $"Cloudflare did not answer for zone {zoneId}: {OneLine(e.Message)}\n"
                    + "Check nodebb:zoneId and the API token (CLOUDFLARE_API_TOKEN, or cloudflare:apiToken): "
                    + $"for this zone it needs {Permissions}; a preview needs DNS Read. Nothing was planned."
            );
        }
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[])['\n', '\r', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 400 ? line : line[..400] + "…";
    }
}

/// <summary>An address record in the zone.</summary>
/// <param name="Name">The full host name.</param>
/// <param name="Type">A or AAAA.</param>
/// <param name="Content">The address.</param>
/// <param name="Id">Its id at Cloudflare.</param>
internal sealed record ZoneRecord(string Name, string Type, string Content, string Id);
