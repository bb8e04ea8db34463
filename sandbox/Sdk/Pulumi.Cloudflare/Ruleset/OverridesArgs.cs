namespace Pulumi.Cloudflare.Inputs;

public sealed class RulesetRuleActionParametersOverridesArgs : ResourceArgs
{
    [Input("action")]
    public Input<string>? Action { get; set; }

    [Input("categories")]
    private InputList<RulesetRuleActionParametersOverridesCategoryArgs>? _categories;
    public InputList<RulesetRuleActionParametersOverridesCategoryArgs> Categories
    {
        get => _categories ??= new();
        set => _categories = value;
    }

    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }

    [Input("rules")]
    private InputList<RulesetRuleActionParametersOverridesRuleArgs>? _rules;
    public InputList<RulesetRuleActionParametersOverridesRuleArgs> Rules
    {
        get => _rules ??= new();
        set => _rules = value;
    }

    [Input("sensitivityLevel")]
    public Input<string>? SensitivityLevel { get; set; }

    public static new RulesetRuleActionParametersOverridesArgs Empty => new();
}

public sealed class RulesetRuleActionParametersOverridesCategoryArgs : ResourceArgs
{
    [Input("action")]
    public Input<string>? Action { get; set; }

    [Input("category", required: true)]
    public Input<string> Category { get; set; } = null!;

    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }

    [Input("sensitivityLevel")]
    public Input<string>? SensitivityLevel { get; set; }

    public static new RulesetRuleActionParametersOverridesCategoryArgs Empty => new();
}

public sealed class RulesetRuleActionParametersOverridesRuleArgs : ResourceArgs
{
    [Input("action")]
    public Input<string>? Action { get; set; }

    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }

    [Input("id", required: true)]
    public Input<string> Id { get; set; } = null!;

    [Input("scoreThreshold")]
    public Input<int>? ScoreThreshold { get; set; }

    [Input("sensitivityLevel")]
    public Input<string>? SensitivityLevel { get; set; }

    public static new RulesetRuleActionParametersOverridesRuleArgs Empty => new();
}
