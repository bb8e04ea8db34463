namespace Pulumi.Cloudflare.Inputs;

public sealed class RulesetRuleActionParametersFromListArgs : ResourceArgs
{
    [Input("key", required: true)]
    public Input<string> Key { get; set; } = null!;

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    public static new RulesetRuleActionParametersFromListArgs Empty => new();
}

public sealed class RulesetRuleActionParametersFromValueArgs : ResourceArgs
{
    [Input("preserveQueryString")]
    public Input<bool>? PreserveQueryString { get; set; }

    [Input("statusCode")]
    public Input<int>? StatusCode { get; set; }

    [Input("targetUrl", required: true)]
    public Input<RulesetRuleActionParametersFromValueTargetUrlArgs> TargetUrl { get; set; } = null!;

    public static new RulesetRuleActionParametersFromValueArgs Empty => new();
}

public sealed class RulesetRuleActionParametersFromValueTargetUrlArgs : ResourceArgs
{
    [Input("expression")]
    public Input<string>? Expression { get; set; }

    [Input("value")]
    public Input<string>? Value { get; set; }

    public static new RulesetRuleActionParametersFromValueTargetUrlArgs Empty => new();
}

public sealed class RulesetRuleActionParametersHeadersArgs : ResourceArgs
{
    [Input("expression")]
    public Input<string>? Expression { get; set; }

    [Input("operation", required: true)]
    public Input<string> Operation { get; set; } = null!;

    [Input("value")]
    public Input<string>? Value { get; set; }

    public static new RulesetRuleActionParametersHeadersArgs Empty => new();
}

public sealed class RulesetRuleActionParametersUriArgs : ResourceArgs
{
    [Input("path")]
    public Input<RulesetRuleActionParametersUriPathArgs>? Path { get; set; }

    [Input("query")]
    public Input<RulesetRuleActionParametersUriQueryArgs>? Query { get; set; }

    public static new RulesetRuleActionParametersUriArgs Empty => new();
}

public sealed class RulesetRuleActionParametersUriPathArgs : ResourceArgs
{
    [Input("expression")]
    public Input<string>? Expression { get; set; }

    [Input("value")]
    public Input<string>? Value { get; set; }

    public static new RulesetRuleActionParametersUriPathArgs Empty => new();
}

public sealed class RulesetRuleActionParametersUriQueryArgs : ResourceArgs
{
    [Input("expression")]
    public Input<string>? Expression { get; set; }

    [Input("value")]
    public Input<string>? Value { get; set; }

    public static new RulesetRuleActionParametersUriQueryArgs Empty => new();
}

public sealed class RulesetRuleActionParametersOriginArgs : ResourceArgs
{
    [Input("host")]
    public Input<string>? Host { get; set; }

    [Input("port")]
    public Input<int>? Port { get; set; }

    public static new RulesetRuleActionParametersOriginArgs Empty => new();
}

public sealed class RulesetRuleActionParametersSniArgs : ResourceArgs
{
    [Input("value", required: true)]
    public Input<string> Value { get; set; } = null!;

    public static new RulesetRuleActionParametersSniArgs Empty => new();
}
