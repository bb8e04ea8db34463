namespace Pulumi.Cloudflare.Outputs;

[OutputType]
public sealed class RulesetRule
{
    private RulesetRule() { }

    public readonly string Action;
    public readonly RulesetRuleActionParameters? ActionParameters;
    public readonly string? Description;
    public readonly bool? Enabled;
    public readonly string Expression;
    public readonly string? Id;
    public readonly RulesetRuleLogging? Logging;
    public readonly RulesetRuleRatelimit? Ratelimit;
    public readonly string? Ref;
}

[OutputType]
public sealed class RulesetRuleLogging
{
    private RulesetRuleLogging() { }

    public readonly bool? Enabled;
}

[OutputType]
public sealed class RulesetRuleRatelimit
{
    private RulesetRuleRatelimit() { }

    public readonly ImmutableArray<string> Characteristics;
    public readonly string? CountingExpression;
    public readonly int? MitigationTimeout;
    public readonly int Period;
    public readonly int? RequestsPerPeriod;
    public readonly bool? RequestsToOrigin;
    public readonly int? ScorePerPeriod;
    public readonly string? ScoreResponseHeaderName;
}
