namespace Pulumi.Cloudflare.Inputs;

public sealed class RulesetRuleActionParametersEdgeTtlArgs : ResourceArgs
{
    [Input("default")]
    public Input<int>? Default { get; set; }

    [Input("mode", required: true)]
    public Input<string> Mode { get; set; } = null!;

    [Input("statusCodeTtls")]
    private InputList<RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs>? _statusCodeTtls;
    public InputList<RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs> StatusCodeTtls
    {
        get => _statusCodeTtls ??= new();
        set => _statusCodeTtls = value;
    }

    public static new RulesetRuleActionParametersEdgeTtlArgs Empty => new();
}

public sealed class RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs : ResourceArgs
{
    [Input("statusCode")]
    public Input<int>? StatusCode { get; set; }

    [Input("statusCodeRange")]
    public Input<RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs>? StatusCodeRange { get; set; }

    [Input("value", required: true)]
    public Input<int> Value { get; set; } = null!;

    public static new RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs Empty => new();
}

public sealed class RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs : ResourceArgs
{
    [Input("from")]
    public Input<int>? From { get; set; }

    [Input("to")]
    public Input<int>? To { get; set; }

    public static new RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs Empty => new();
}

public sealed class RulesetRuleActionParametersBrowserTtlArgs : ResourceArgs
{
    [Input("default")]
    public Input<int>? Default { get; set; }

    [Input("mode", required: true)]
    public Input<string> Mode { get; set; } = null!;

    public static new RulesetRuleActionParametersBrowserTtlArgs Empty => new();
}

public sealed class RulesetRuleActionParametersCacheReserveArgs : ResourceArgs
{
    [Input("eligible", required: true)]
    public Input<bool> Eligible { get; set; } = null!;

    [Input("minimumFileSize")]
    public Input<int>? MinimumFileSize { get; set; }

    public static new RulesetRuleActionParametersCacheReserveArgs Empty => new();
}

public sealed class RulesetRuleActionParametersServeStaleArgs : ResourceArgs
{
    [Input("disableStaleWhileUpdating")]
    public Input<bool>? DisableStaleWhileUpdating { get; set; }

    public static new RulesetRuleActionParametersServeStaleArgs Empty => new();
}
