using NodeBBInfra.Components.Settings;
using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;

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
public sealed record EdgeArgs(string ZoneId, bool OwnsZone, ForumDomain Domain, string OriginIpv4, string? OriginIpv6, bool CacheAssets);

/// <summary>The Cloudflare half: zone settings, WAF and cache rules, proxied DNS records.</summary>
public sealed class EdgeComponent : ComponentResource
{
    private readonly List<Resource> _resources = [];

    /// <summary>Makes all resources of the edge.</summary>
    /// <param name="name">The component's name in the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">Pulumi's options.</param>
    /// <exception cref="RunException">The rules do not fit into the Free plan. No resource has been registered then.</exception>
    public EdgeComponent(string name, EdgeArgs args, ComponentResourceOptions? options = null)
        : base("nodebb:edge:Edge", name, options)
    {
        var records = DnsRecords.Render(args.Domain, args.OriginIpv4, args.OriginIpv6);
        if (args.OwnsZone)
        {
            var waf = WafRules.Render();
            var cache = CacheRules.Render(args.CacheAssets);
            Fit([.. FreePlan.Problems(WafRules.Phase, waf), .. FreePlan.Problems(CacheRules.Phase, cache)]);
            var settings = ZoneSettings.Render();
            foreach (var (id, value) in settings)
            {
                Add(new ZoneSetting(id, new() { ZoneId = args.ZoneId, SettingId = id, Value = value }, Options()));
            }

            // No rule can skip it, and it challenges API clients and the servers of the fediverse.
            // https://developers.cloudflare.com/bots/get-started/bot-fight-mode/
            Add(new BotManagement("bots", new() { ZoneId = args.ZoneId, FightMode = false }, Options()));
            // Rules and origin see the same address, without backslashes, repeated slashes and dots: docs/decisions.md.
            Add(new UrlNormalizationSettings("url-normalization", new() { ZoneId = args.ZoneId, Type = "cloudflare", Scope = "both" }, Options()));
            Add(EntryPoint("waf", args.ZoneId, WafRules.Phase, waf));
            Add(EntryPoint("cache", args.ZoneId, CacheRules.Phase, cache));
            Content = string.Join('\n', settings) + string.Concat(waf.Concat(cache).Select(rule => rule.Render()));
        }

        foreach (var record in records)
        {
            Add(Address(args.ZoneId, record));
        }

        Content += string.Join('\n', records);
        RegisterOutputs();
    }

    /// <summary>What must stand before a visitor's request, such as a certificate authority's, takes its way to the origin.</summary>
    public IReadOnlyList<Resource> Resources => _resources;

    /// <summary>All of the edge as text, so that what depends on it can tell that it changed.</summary>
    public string Content { get; } = "";

    private static void Fit(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new RunException(string.Join('\n', problems));
        }
    }

    private Ruleset EntryPoint(string name, string zoneId, string phase, IReadOnlyList<EdgeRule> rules) => new(name, new RulesetArgs
    {
        ZoneId = zoneId,
        Kind = "zone",
        Phase = phase,
        // What Cloudflare itself calls an entry point.
        Name = "default",
        Description = "NodeBBInfra owns these rules: an update replaces them all.",
        Rules = rules.Select(ToArgs).ToArray(),
    }, Options());

    private static RulesetRuleArgs ToArgs(EdgeRule rule)
    {
        var args = new RulesetRuleArgs
        {
            Ref = rule.Ref,
            Description = rule.Description,
            Expression = rule.Expression,
            Enabled = true,
            Action = rule.Action.Name,
            ActionParameters = rule.Action.ToArgs(),
        };
        if (rule.Action is EdgeAction.Skip)
        {
            // Cloudflare turns logging on for skip rules by itself; unsaid, that would look like a change for ever.
            args.Logging = new RulesetRuleLoggingArgs { Enabled = true };
        }

        return args;
    }

    private DnsRecord Address(string zoneId, AddressRecord record)
    {
        var options = Options();
        // A changed type is a replacement, and the new record may not stand beside the old one.
        options.DeleteBeforeReplace = true;
        return new DnsRecord(record.ResourceName, new DnsRecordArgs
        {
            ZoneId = zoneId,
            Name = record.Name,
            Type = record.Type,
            Content = record.Content,
            Proxied = true,
            // Automatic, the only value that a proxied record may have.
            Ttl = 1,
            Comment = "NodeBBInfra",
        }, options);
    }

    private CustomResourceOptions Options() => new() { Parent = this };

    private void Add(Resource resource) => _resources.Add(resource);
}
