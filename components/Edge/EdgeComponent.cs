using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;

namespace NodeBBInfra.Components.Edge;

/// <summary>The Cloudflare half: zone settings, WAF and cache rules, proxied DNS records.</summary>
public sealed class EdgeComponent : ComponentResource
{
    /// <summary>The description by which a ruleset is known as one that this project has made.</summary>
    internal const string RulesetDescription = "NodeBBInfra owns these rules: an update replaces them all.";

    private readonly List<Resource> _resources = [];
    private readonly List<Output<string>> _stamps = [];
    private readonly IReadOnlyList<Resource> _after;

    /// <summary>Makes all resources of the edge.</summary>
    /// <param name="name">The component's name in the stack.</param>
    /// <param name="settings">What it is made from.</param>
    /// <param name="after">What must work before visitors are sent to it: the origin. Nothing at Cloudflare changes until it does.</param>
    /// <param name="options">Pulumi's options.</param>
    /// <exception cref="RunException">The rules do not fit into the Free plan. No resource has been registered then.</exception>
    public EdgeComponent(string name, EdgeSettings settings, IReadOnlyList<Resource> after, ComponentResourceOptions? options = null)
        : base("nodebb:edge:Edge", name, options)
    {
        _after = after;
        _stamps.Add(Output.Create(settings.ZoneId));
        var records = DnsRecords.Render(settings.Domain, settings.OriginIpv4, settings.OriginIpv6);
        if (settings.OwnsZone)
        {
            var waf = WafRules.Render();
            var cache = CacheRules.Render(settings.CacheAssets);
            Fit([.. FreePlan.Problems(WafRules.Phase, waf), .. FreePlan.Problems(CacheRules.Phase, cache)]);
            foreach (var (id, value) in ZoneSettings.Render())
            {
                var setting = new ZoneSetting(id, new() { ZoneId = settings.ZoneId, SettingId = id, Value = value }, Options());
                Add(setting, Output.Format($"{id} {value} {setting.ModifiedOn}"));
            }

            // No rule can skip it, and it challenges API clients and the servers of the fediverse.
            // https://developers.cloudflare.com/bots/get-started/bot-fight-mode/
            Add(new BotManagement("bots", new() { ZoneId = settings.ZoneId, FightMode = false }, Options()), Output.Create("bots"));
            // Rules and origin see the same address, without backslashes, repeated slashes and dots: docs/decisions.md.
            Add(new UrlNormalizationSettings("url-normalization", new() { ZoneId = settings.ZoneId, Type = "cloudflare", Scope = "both" }, Options()), Output.Create("url-normalization cloudflare both"));
            Add(EntryPoint(WafRules.ResourceName, settings.ZoneId, WafRules.Phase, waf), waf);
            Add(EntryPoint(CacheRules.ResourceName, settings.ZoneId, CacheRules.Phase, cache), cache);
        }

        foreach (var record in records)
        {
            var made = Address(settings.ZoneId, record);
            Add(made, Output.Format($"{record} {made.Id} {made.ModifiedOn}"));
        }

        State = Output.All(_stamps).Apply(stamps => string.Join('\n', stamps));
        RegisterOutputs();
    }

    /// <summary>What must stand before a visitor's request, such as a certificate authority's, takes its way to the origin.</summary>
    public IReadOnlyList<Resource> Resources => _resources;

    /// <summary>
    /// All of the edge as text, with the times at which Cloudflare says it was changed: it is another whenever anything was made or
    /// changed there, also when a refresh has put back what somebody had changed by hand.
    /// </summary>
    public Output<string> State { get; }

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
        Description = RulesetDescription,
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
            Comment = DnsRecords.Comment,
        }, options);
    }

    private CustomResourceOptions Options() => new() { Parent = this, DependsOn = _after.ToArray() };

    private void Add(Ruleset ruleset, IReadOnlyList<EdgeRule> rules) =>
        Add(ruleset, Output.Format($"{ruleset.Id} {ruleset.Version}\n{string.Concat(rules.Select(rule => rule.Render()))}"));

    private void Add(Resource resource, Output<string> stamp)
    {
        _resources.Add(resource);
        _stamps.Add(stamp);
    }
}
