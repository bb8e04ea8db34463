namespace Pulumi.Cloudflare.Inputs;

public sealed class RulesetRuleActionParametersArgs : ResourceArgs
{
    [Input("browserTtl")]
    public Input<RulesetRuleActionParametersBrowserTtlArgs>? BrowserTtl { get; set; }

    [Input("cache")]
    public Input<bool>? Cache { get; set; }

    [Input("edgeTtl")]
    public Input<RulesetRuleActionParametersEdgeTtlArgs>? EdgeTtl { get; set; }

    [Input("phases")]
    private InputList<string>? _phases;
    public InputList<string> Phases
    {
        get => _phases ??= new();
        set => _phases = value;
    }

    [Input("products")]
    private InputList<string>? _products;
    public InputList<string> Products
    {
        get => _products ??= new();
        set => _products = value;
    }

    [Input("ruleset")]
    public Input<string>? Ruleset { get; set; }

    public static new RulesetRuleActionParametersArgs Empty => new();
}

public sealed class RulesetRuleActionParametersEdgeTtlArgs : ResourceArgs
{
    [Input("default")]
    public Input<int>? Default { get; set; }

    [Input("mode", required: true)]
    public Input<string> Mode { get; set; } = null!;

    public static new RulesetRuleActionParametersEdgeTtlArgs Empty => new();
}

public sealed class RulesetRuleActionParametersBrowserTtlArgs : ResourceArgs
{
    [Input("mode", required: true)]
    public Input<string> Mode { get; set; } = null!;

    public static new RulesetRuleActionParametersBrowserTtlArgs Empty => new();
}
