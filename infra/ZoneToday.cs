using NodeBBInfra.Components;
using NodeBBInfra.Components.Edge;
using Pulumi;
using Pulumi.Cloudflare;

namespace NodeBBInfra;

/// <summary>What Cloudflare reports before anything is planned.</summary>
/// <param name="Name">The zone's name.</param>
/// <param name="Ranges">Cloudflare's IPv4 and IPv6 ranges in CIDR notation. https://www.cloudflare.com/ips/</param>
/// <param name="Records">The address records that this project made, of all its stacks.</param>
/// <param name="Rulesets">The entry-point rulesets that this project made.</param>
internal sealed record ZoneToday(
    string Name,
    IReadOnlyList<string> Ranges,
    IReadOnlyList<ZoneRecord> Records,
    IReadOnlyList<ZoneRuleset> Rulesets
)
{
    /// <summary>The permissions for the zone that the API token needs. README.md has them by <c>make docs</c>.</summary>
    internal const string Permissions =
        "Zone Read, Zone Settings Edit, DNS Edit, Zone WAF Edit, Cache Settings Edit, Bot Management Edit, SSL and Certificates Edit";

    /// <summary>
    /// Queries Cloudflare once, before the first resource, so that a wrong token is one error instead of one per resource.
    /// </summary>
    /// <exception cref="RunException">Cloudflare did not answer. The message has the cause and what to look at.</exception>
    public static ZoneToday Read(string zoneId)
    {
        // A stack's constructor cannot be asynchronous. Blocking is safe, because nothing else needs this thread.
        try
        {
            return AskAsync(zoneId).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not RunException)
        {
            throw new RunException(
                $"Cloudflare refused or did not answer the request for zone {zoneId}: {OneLine(e.Message)}\n"
                    + "Check nodebb:zoneId and the API token (CLOUDFLARE_API_TOKEN, or cloudflare:apiToken): "
                    + $"for this zone it needs {Permissions}; a preview needs Zone, DNS and Zone WAF Read. Nothing was planned."
            );
        }
    }

    /// <summary>Whether the zone still has IPv6 records for a forum.</summary>
    public bool HasIpv6(ForumDomain domain) => Records.Any(record => record.Type == "AAAA" && domain.Hosts.Contains(record.Name));

    /// <summary>A forum's current IPv4 address in DNS if it is another one; null if it is the same or there is none.</summary>
    public string? ServedAt(ForumDomain domain, string address) =>
        Records
            .Where(record => record.Type == "A" && record.Name == domain.Name)
            .Select(record => record.Content)
            .FirstOrDefault(content => content != address);

    /// <summary>The rulesets that this stack owns.</summary>
    /// <param name="settings">The stack's.</param>
    /// <param name="movedFrom">The forum's address before it moved; null if it does not move.</param>
    public IEnumerable<ZoneRuleset> Of(EdgeSettings settings, string? movedFrom) =>
        Rulesets.Where(ruleset =>
            ruleset.Owner.Is(Deployment.Instance.StackName, settings.Domain) && !IsServedElsewhere(ruleset.Owner.Forum, settings, movedFrom)
        );

    // A stack that has renamed its forum still has the old name's records. If they lead to another host, that is another forum, of a stack
    // with the same name in another project.
    private bool IsServedElsewhere(string? forum, EdgeSettings settings, string? movedFrom) =>
        forum != settings.Domain.Name
        && Records.Any(record =>
            record.Type == "A" && record.Name == forum && record.Content != settings.OriginIpv4 && record.Content != movedFrom
        );

    /// <summary>Refuses a second owner, and a forum that the owner's rules do not cover.</summary>
    /// <param name="settings">The stack's.</param>
    /// <param name="movedFrom">The forum's address before it moved; null if it does not move.</param>
    /// <exception cref="RunException">The message names the owner and what to do.</exception>
    public void CheckOwner(EdgeSettings settings, string? movedFrom)
    {
        var domain = settings.Domain;
        foreach (var (phase, _, owner) in Rulesets.Except(Of(settings, movedFrom)))
        {
            if (settings.OwnsZone)
            {
                throw new RunException(
                    $"nodebb:zoneOwner is true, but the stack {owner.Stack} of {owner.Forum} owns the rules of zone {Name} ({phase}). "
                        + $"Set it to false here. Or, to take them over, set it to false there, deploy that stack, and then this one."
                );
            }

            if (domain.Hosts.FirstOrDefault(host => owner.Hosts?.Contain(host) == false) is { } host)
            {
                throw new RunException(
                    $"nodebb:domain is \"{domain.Name}\", but the rules of zone {Name} cover only {string.Join(", ", owner.Hosts!.Patterns)} ({phase}): "
                        + $"first add {host} to nodebb:otherForums of the stack {owner.Stack} and deploy that."
                );
            }
        }

        if (!settings.OwnsZone && Rulesets.Count == 0)
        {
            Log.Warn(
                $"nodebb:zoneOwner is false, and no stack owns the rules of zone {Name} yet: until one does, the forum has neither rules nor zone settings."
            );
        }
    }

    private static async Task<ZoneToday> AskAsync(string zoneId)
    {
        // Alone and first: a wrong token is refused here once, and not by each of the others.
        var zone = await GetZone.InvokeAsync(new GetZoneArgs { ZoneId = zoneId });
        var ranges = GetIpRanges.InvokeAsync();
        var records = GetDnsRecords.InvokeAsync(new GetDnsRecordsArgs { ZoneId = zoneId });
        var rulesets = GetRulesets.InvokeAsync(new GetRulesetsArgs { ZoneId = zoneId });
        await Task.WhenAll(ranges, records, rulesets);
        return new ZoneToday(
            zone.Name,
            [.. (await ranges).Ipv4Cidrs, .. (await ranges).Ipv6Cidrs],
            [
                .. (await records)
                    .Results.Where(r => r.Comment == DnsRecords.Comment)
                    .Select(r => new ZoneRecord(r.Name, r.Type, r.Content, r.Id)),
            ],
            [
                .. from ruleset in (await rulesets).Results
                where ruleset.Phase is WafRules.Phase or CacheRules.Phase
                let owner = RulesetOwner.Read(ruleset.Description)
                where owner is not null
                select new ZoneRuleset(ruleset.Phase, ruleset.Id, owner),
            ]
        );
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

/// <summary>An entry-point ruleset in the zone.</summary>
/// <param name="Phase">Its phase.</param>
/// <param name="Id">Its id at Cloudflare.</param>
/// <param name="Owner">Which stack made it.</param>
internal sealed record ZoneRuleset(string Phase, string Id, RulesetOwner Owner);
