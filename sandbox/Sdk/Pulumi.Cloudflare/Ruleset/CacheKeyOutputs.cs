namespace Pulumi.Cloudflare.Outputs;

[OutputType]
public sealed class RulesetRuleActionParametersCacheKey
{
    private RulesetRuleActionParametersCacheKey() { }

    public readonly bool? CacheByDeviceType;
    public readonly bool? CacheDeceptionArmor;
    public readonly RulesetRuleActionParametersCacheKeyCustomKey? CustomKey;
    public readonly bool? IgnoreQueryStringsOrder;
}

[OutputType]
public sealed class RulesetRuleActionParametersCacheKeyCustomKey
{
    private RulesetRuleActionParametersCacheKeyCustomKey() { }

    public readonly RulesetRuleActionParametersCacheKeyCustomKeyCookie? Cookie;
    public readonly RulesetRuleActionParametersCacheKeyCustomKeyHeader? Header;
    public readonly RulesetRuleActionParametersCacheKeyCustomKeyHost? Host;
    public readonly RulesetRuleActionParametersCacheKeyCustomKeyQueryString? QueryString;
    public readonly RulesetRuleActionParametersCacheKeyCustomKeyUser? User;
}

[OutputType]
public sealed class RulesetRuleActionParametersCacheKeyCustomKeyCookie
{
    private RulesetRuleActionParametersCacheKeyCustomKeyCookie() { }

    public readonly ImmutableArray<string> CheckPresences;
    public readonly ImmutableArray<string> Includes;
}

[OutputType]
public sealed class RulesetRuleActionParametersCacheKeyCustomKeyHeader
{
    private RulesetRuleActionParametersCacheKeyCustomKeyHeader() { }

    public readonly ImmutableArray<string> CheckPresences;
    public readonly ImmutableDictionary<string, ImmutableArray<string>>? Contains;
    public readonly bool? ExcludeOrigin;
    public readonly ImmutableArray<string> Includes;
}

[OutputType]
public sealed class RulesetRuleActionParametersCacheKeyCustomKeyHost
{
    private RulesetRuleActionParametersCacheKeyCustomKeyHost() { }

    public readonly bool? Resolved;
}

[OutputType]
public sealed class RulesetRuleActionParametersCacheKeyCustomKeyQueryString
{
    private RulesetRuleActionParametersCacheKeyCustomKeyQueryString() { }

    public readonly RulesetRuleActionParametersCacheKeyCustomKeyQueryStringExclude? Exclude;
    public readonly RulesetRuleActionParametersCacheKeyCustomKeyQueryStringInclude? Include;
}

[OutputType]
public sealed class RulesetRuleActionParametersCacheKeyCustomKeyQueryStringExclude
{
    private RulesetRuleActionParametersCacheKeyCustomKeyQueryStringExclude() { }

    public readonly bool? All;
    public readonly ImmutableArray<string> Lists;
}

[OutputType]
public sealed class RulesetRuleActionParametersCacheKeyCustomKeyQueryStringInclude
{
    private RulesetRuleActionParametersCacheKeyCustomKeyQueryStringInclude() { }

    public readonly bool? All;
    public readonly ImmutableArray<string> Lists;
}

[OutputType]
public sealed class RulesetRuleActionParametersCacheKeyCustomKeyUser
{
    private RulesetRuleActionParametersCacheKeyCustomKeyUser() { }

    public readonly bool? DeviceType;
    public readonly bool? Geo;
    public readonly bool? Lang;
}
