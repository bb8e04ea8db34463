namespace Pulumi.Cloudflare.Outputs;

[OutputType]
public sealed class RulesetRuleActionParametersFromList
{
    private RulesetRuleActionParametersFromList() { }

    public readonly string Key;
    public readonly string Name;
}

[OutputType]
public sealed class RulesetRuleActionParametersFromValue
{
    private RulesetRuleActionParametersFromValue() { }

    public readonly bool? PreserveQueryString;
    public readonly int? StatusCode;
    public readonly RulesetRuleActionParametersFromValueTargetUrl TargetUrl;
}

[OutputType]
public sealed class RulesetRuleActionParametersFromValueTargetUrl
{
    private RulesetRuleActionParametersFromValueTargetUrl() { }

    public readonly string? Expression;
    public readonly string? Value;
}

[OutputType]
public sealed class RulesetRuleActionParametersHeaders
{
    private RulesetRuleActionParametersHeaders() { }

    public readonly string? Expression;
    public readonly string Operation;
    public readonly string? Value;
}

[OutputType]
public sealed class RulesetRuleActionParametersUri
{
    private RulesetRuleActionParametersUri() { }

    public readonly RulesetRuleActionParametersUriPath? Path;
    public readonly RulesetRuleActionParametersUriQuery? Query;
}

[OutputType]
public sealed class RulesetRuleActionParametersUriPath
{
    private RulesetRuleActionParametersUriPath() { }

    public readonly string? Expression;
    public readonly string? Value;
}

[OutputType]
public sealed class RulesetRuleActionParametersUriQuery
{
    private RulesetRuleActionParametersUriQuery() { }

    public readonly string? Expression;
    public readonly string? Value;
}

[OutputType]
public sealed class RulesetRuleActionParametersOrigin
{
    private RulesetRuleActionParametersOrigin() { }

    public readonly string? Host;
    public readonly int? Port;
}

[OutputType]
public sealed class RulesetRuleActionParametersSni
{
    private RulesetRuleActionParametersSni() { }

    public readonly string Value;
}
