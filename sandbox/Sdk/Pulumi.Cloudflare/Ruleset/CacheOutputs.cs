namespace Pulumi.Cloudflare.Outputs;

[OutputType]
public sealed class RulesetRuleActionParametersEdgeTtl
{
    private RulesetRuleActionParametersEdgeTtl() { }

    public readonly int? Default;
    public readonly string Mode;
    public readonly ImmutableArray<RulesetRuleActionParametersEdgeTtlStatusCodeTtl> StatusCodeTtls;
}

[OutputType]
public sealed class RulesetRuleActionParametersEdgeTtlStatusCodeTtl
{
    private RulesetRuleActionParametersEdgeTtlStatusCodeTtl() { }

    public readonly int? StatusCode;
    public readonly RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange? StatusCodeRange;
    public readonly int Value;
}

[OutputType]
public sealed class RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange
{
    private RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange() { }

    public readonly int? From;
    public readonly int? To;
}

[OutputType]
public sealed class RulesetRuleActionParametersBrowserTtl
{
    private RulesetRuleActionParametersBrowserTtl() { }

    public readonly int? Default;
    public readonly string Mode;
}

[OutputType]
public sealed class RulesetRuleActionParametersCacheReserve
{
    private RulesetRuleActionParametersCacheReserve() { }

    public readonly bool Eligible;
    public readonly int? MinimumFileSize;
}

[OutputType]
public sealed class RulesetRuleActionParametersServeStale
{
    private RulesetRuleActionParametersServeStale() { }

    public readonly bool? DisableStaleWhileUpdating;
}
