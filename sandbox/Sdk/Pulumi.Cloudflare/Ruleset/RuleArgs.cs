namespace Pulumi.Cloudflare.Inputs;

public sealed class RulesetRuleArgs : ResourceArgs
{
    [Input("action", required: true)]
    public Input<string> Action { get; set; } = null!;

    [Input("actionParameters")]
    public Input<RulesetRuleActionParametersArgs>? ActionParameters { get; set; }

    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }

    [Input("expression", required: true)]
    public Input<string> Expression { get; set; } = null!;

    [Input("logging")]
    public Input<RulesetRuleLoggingArgs>? Logging { get; set; }

    [Input("ratelimit")]
    public Input<RulesetRuleRatelimitArgs>? Ratelimit { get; set; }

    [Input("ref")]
    public Input<string>? Ref { get; set; }

    public static new RulesetRuleArgs Empty => new();
}

public sealed class RulesetRuleLoggingArgs : ResourceArgs
{
    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }

    public static new RulesetRuleLoggingArgs Empty => new();
}

public sealed class RulesetRuleRatelimitArgs : ResourceArgs
{
    [Input("characteristics", required: true)]
    private InputList<string>? _characteristics;
    public InputList<string> Characteristics
    {
        get => _characteristics ??= new();
        set => _characteristics = value;
    }

    [Input("mitigationTimeout")]
    public Input<int>? MitigationTimeout { get; set; }

    [Input("period", required: true)]
    public Input<int> Period { get; set; } = null!;

    [Input("requestsPerPeriod")]
    public Input<int>? RequestsPerPeriod { get; set; }

    public static new RulesetRuleRatelimitArgs Empty => new();
}
