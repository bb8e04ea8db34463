using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;

namespace NodeBBInfra.Components.Edge;

/// <summary>The edge: zone settings, WAF and cache rules, proxied DNS records.</summary>
public sealed class EdgeComponent : ComponentResource
{
    private readonly List<Resource> _resources = [];
    private readonly List<Output<string>> _stamps = [];
    private readonly IReadOnlyList<Resource> _after;

    /// <summary>Creates all resources at Cloudflare.</summary>
    /// <param name="name">The component's name in the stack.</param>
    /// <param name="settings">The edge's settings.</param>
    /// <param name="after">The origin's resources. Nothing at Cloudflare changes until they exist, so visitors never reach an origin that
    /// is not ready.</param>
    /// <param name="options">Pulumi's resource options.</param>
    /// <exception cref="RunException">The rules do not fit into the Free plan. It is thrown before any resource is registered.</exception>
    public EdgeComponent(string name, EdgeSettings settings, IReadOnlyList<Resource> after, ComponentResourceOptions? options = null)
        : base("nodebb:edge:Edge", name, options)
    {
        _after = after;
        _stamps.Add(Output.Create(settings.ZoneId));
        var records = DnsRecords.Render(settings.Domain, settings.OriginIpv4, settings.OriginIpv6);
        if (settings.OwnsZone)
        {
            var hosts = ForumHosts.Of(settings.Domain, settings.OtherForums);
            var waf = WafRules.Render(hosts);
            var cache = CacheRules.Render(hosts, settings.CacheAssets);
            Fit([.. FreePlan.Problems(WafRules.Phase, waf), .. FreePlan.Problems(CacheRules.Phase, cache)]);
            Log.Info(FreePlan.Used(waf, cache));
            foreach (var (id, value) in ZoneSettings.Render())
            {
                var setting = new ZoneSetting(
                    id,
                    new()
                    {
                        ZoneId = settings.ZoneId,
                        SettingId = id,
                        Value = value,
                    },
                    Options()
                );
                Add(setting, Output.Format($"{id} {value} {setting.ModifiedOn}"));
            }

            // Bot Fight Mode challenges API clients and fediverse servers, and no rule can skip it.
            // https://developers.cloudflare.com/bots/get-started/bot-fight-mode/
            Add(new BotManagement("bots", new() { ZoneId = settings.ZoneId, FightMode = false }, Options()), Output.Create("bots"));
            // Rules and origin see the same URL, without backslashes, repeated slashes and dot segments: docs/decisions.md.
            Add(
                new UrlNormalizationSettings(
                    "url-normalization",
                    new()
                    {
                        ZoneId = settings.ZoneId,
                        Type = "cloudflare",
                        Scope = "both",
                    },
                    Options()
                ),
                Output.Create("url-normalization cloudflare both")
            );
            Add(EntryPoint(WafRules.ResourceName, settings, hosts, WafRules.Phase, waf), waf);
            Add(EntryPoint(CacheRules.ResourceName, settings, hosts, CacheRules.Phase, cache), cache);
        }

        foreach (var record in records)
        {
            var made = Address(settings.ZoneId, record);
            Add(made, Output.Format($"{record} {made.Id} {made.ModifiedOn}"));
        }

        State = Output.All(_stamps).Apply(stamps => string.Join('\n', stamps));
        RegisterOutputs();
    }

    /// <summary>What must exist before a request (a visitor's or a certificate authority's) can reach the origin.</summary>
    public IReadOnlyList<Resource> Resources => _resources;

    /// <summary>
    /// All of the edge as text, including Cloudflare's modification times. It changes whenever anything is created or changed there, also
    /// when Pulumi reverts drift after a refresh.
    /// </summary>
    public Output<string> State { get; }

    private static void Fit(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new RunException(string.Join('\n', problems));
        }
    }

    private Ruleset EntryPoint(string name, EdgeSettings settings, ForumHosts hosts, string phase, IReadOnlyList<EdgeRule> rules) =>
        new(
            name,
            new RulesetArgs
            {
                ZoneId = settings.ZoneId,
                Kind = "zone",
                Phase = phase,
                // Cloudflare's own name for an entry-point ruleset.
                Name = "default",
                Description = RulesetOwner.Describe(Deployment.Instance.StackName, settings.Domain, hosts),
                Rules = rules.Select(ToArgs).ToArray(),
            },
            Options()
        );

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
            // Cloudflare enables logging for skip rules by itself. Left out, it would be a permanent diff.
            args.Logging = new RulesetRuleLoggingArgs { Enabled = true };
        }

        return args;
    }

    private DnsRecord Address(string zoneId, AddressRecord record)
    {
        var options = Options();
        // A changed type replaces the record, and Cloudflare does not allow the new record beside the old one.
        options.DeleteBeforeReplace = true;
        return new DnsRecord(
            record.ResourceName,
            new DnsRecordArgs
            {
                ZoneId = zoneId,
                Name = record.Name,
                Type = record.Type,
                Content = record.Content,
                Proxied = true,
                // 1 means automatic, the only TTL of a proxied record.
                Ttl = 1,
                Comment = DnsRecords.Comment,
            },
            options
        );
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
