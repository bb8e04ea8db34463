using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// A ruleset: the rules of one phase. An update sends all rules. https://developers.cloudflare.com/api/resources/rulesets/
/// </summary>
internal sealed class RulesetKind : CloudflareKind
{
    public override IReadOnlyCollection<string> Required => ["kind", "name", "phase"];

    public override IReadOnlyCollection<string> Optional => ["description", "rules", "zoneId"];

    public override IReadOnlyCollection<string> Computed => Volatile;

    public override IReadOnlyCollection<string> Volatile => ["lastUpdated", "version"];

    public override IReadOnlyCollection<string> Replaces => ["kind", "phase", "zoneId"];

    public override Struct WithDefaults(Struct inputs)
    {
        var result = inputs.Clone();
        result.Fields.TryAdd("description", Value.ForString(""));
        if (result.Fields.TryGetValue("rules", out var rules) && rules.IsList)
        {
            result.Fields["rules"] = Value.ForList([.. rules.ListValue.Values.Select(RuleWithDefaults)]);
        }

        return result;
    }

    public override Struct PlanNew(Struct inputs)
    {
        var plan = InputChanges.WithUnknown(inputs, Computed.Append("id"));
        plan.Fields.TryAdd("description", Value.ForString(""));
        return PlanRules(plan, (rule, _) => InputChanges.WithUnknown(rule, ["id", "logging"]));
    }

    /// <summary>A rule keeps the id of the old rule with the same ref.</summary>
    public override Struct Plan(Struct olds, Struct news)
    {
        var oldRules = olds.Fields.TryGetValue("rules", out var rules) && rules.IsList ? rules.ListValue.Values : [];
        return PlanRules(
            base.Plan(olds, news),
            (rule, _) =>
            {
                var reference = rule.Text("ref");
                var old = oldRules.FirstOrDefault(candidate =>
                    reference is not null && candidate.IsMap && candidate.StructValue.Text("ref") == reference
                );
                if (old is null)
                {
                    return InputChanges.WithUnknown(rule, ["id", "logging"]);
                }

                rule.Fields["id"] = old.StructValue.Fields.GetValueOrDefault("id") ?? Markers.Unknown;
                return rule;
            }
        );
    }

    public override async Task<Struct> CreateAsync(CloudflareClient client, Struct inputs)
    {
        var sent = WithDefaults(inputs);
        return Outputs(sent, await client.SendAsync(HttpMethod.Post, Path(sent), Body(sent, "zoneId")));
    }

    public override async Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news)
    {
        var sent = WithDefaults(news);
        return Outputs(sent, await client.SendAsync(HttpMethod.Put, $"{Path(sent)}/{id}", Body(sent, "zoneId")));
    }

    public override async Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known) =>
        Outputs(Properties(("zoneId", known.Text("zoneId")!)), await client.GetAsync($"{Path(known)}/{id}"));

    public override Task DeleteAsync(CloudflareClient client, string id, Struct olds) => client.DeleteAsync($"{Path(olds)}/{id}");

    public override (string Id, Struct Known) FromImportId(string importId) =>
        importId.Split('/') is ["zones", var zone, var id] ? (id, Properties(("zoneId", zone))) : base.FromImportId(importId);

    private static string Path(Struct properties) => $"{Zone(properties)}/rulesets";

    private static Value RuleWithDefaults(Value value)
    {
        var rule = value.StructValue.Clone();
        rule.Fields.TryAdd("actionParameters", Value.ForStruct(new Struct()));
        rule.Fields.TryAdd("enabled", Value.ForBool(true));
        if (rule.Fields.TryGetValue("ratelimit", out var ratelimit) && ratelimit.IsMap)
        {
            ratelimit.StructValue.Fields.TryAdd("requestsToOrigin", Value.ForBool(false));
        }

        return Value.ForStruct(rule);
    }

    private static Struct PlanRules(Struct plan, Func<Struct, int, Struct> change)
    {
        if (plan.Fields.TryGetValue("rules", out var rules) && rules.IsList)
        {
            plan.Fields["rules"] = Value.ForList([
                .. rules.ListValue.Values.Select((rule, i) => rule.IsMap ? Value.ForStruct(change(rule.StructValue.Clone(), i)) : rule),
            ]);
        }

        return plan;
    }

    private static Struct Outputs(Struct sent, Value result)
    {
        var outputs = Outputs(sent, result, IdOf(result));
        outputs.Fields.TryAdd("description", Value.ForString(""));
        return PlanRules(
            outputs,
            (rule, _) =>
            {
                rule.Fields.TryAdd("actionParameters", Value.ForStruct(new Struct()));

                // A rule's version and time change whenever another rule does, so the provider drops them.
                rule.Fields.Remove("version");
                rule.Fields.Remove("lastUpdated");
                return rule;
            }
        );
    }
}
