namespace Pulumi.Cloudflare.Outputs;

[OutputType]
public sealed class RulesetRuleActionParametersOverrides
{
    private RulesetRuleActionParametersOverrides() { }

    public readonly string? Action;
    public readonly ImmutableArray<RulesetRuleActionParametersOverridesCategory> Categories;
    public readonly bool? Enabled;
    public readonly ImmutableArray<RulesetRuleActionParametersOverridesRule> Rules;
    public readonly string? SensitivityLevel;
}

[OutputType]
public sealed class RulesetRuleActionParametersOverridesCategory
{
    private RulesetRuleActionParametersOverridesCategory() { }

    public readonly string? Action;
    public readonly string Category;
    public readonly bool? Enabled;
    public readonly string? SensitivityLevel;
}

[OutputType]
public sealed class RulesetRuleActionParametersOverridesRule
{
    private RulesetRuleActionParametersOverridesRule() { }

    public readonly string? Action;
    public readonly bool? Enabled;
    public readonly string Id;
    public readonly int? ScoreThreshold;
    public readonly string? SensitivityLevel;
}
