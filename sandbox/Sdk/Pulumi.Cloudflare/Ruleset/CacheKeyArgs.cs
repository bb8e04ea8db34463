namespace Pulumi.Cloudflare.Inputs;

public sealed class RulesetRuleActionParametersCacheKeyArgs : ResourceArgs
{
    [Input("cacheByDeviceType")]
    public Input<bool>? CacheByDeviceType { get; set; }

    [Input("cacheDeceptionArmor")]
    public Input<bool>? CacheDeceptionArmor { get; set; }

    [Input("customKey")]
    public Input<RulesetRuleActionParametersCacheKeyCustomKeyArgs>? CustomKey { get; set; }

    [Input("ignoreQueryStringsOrder")]
    public Input<bool>? IgnoreQueryStringsOrder { get; set; }

    public static new RulesetRuleActionParametersCacheKeyArgs Empty => new();
}

public sealed class RulesetRuleActionParametersCacheKeyCustomKeyArgs : ResourceArgs
{
    [Input("cookie")]
    public Input<RulesetRuleActionParametersCacheKeyCustomKeyCookieArgs>? Cookie { get; set; }

    [Input("header")]
    public Input<RulesetRuleActionParametersCacheKeyCustomKeyHeaderArgs>? Header { get; set; }

    [Input("host")]
    public Input<RulesetRuleActionParametersCacheKeyCustomKeyHostArgs>? Host { get; set; }

    [Input("queryString")]
    public Input<RulesetRuleActionParametersCacheKeyCustomKeyQueryStringArgs>? QueryString { get; set; }

    [Input("user")]
    public Input<RulesetRuleActionParametersCacheKeyCustomKeyUserArgs>? User { get; set; }

    public static new RulesetRuleActionParametersCacheKeyCustomKeyArgs Empty => new();
}

public sealed class RulesetRuleActionParametersCacheKeyCustomKeyCookieArgs : ResourceArgs
{
    [Input("checkPresences")]
    private InputList<string>? _checkPresences;
    public InputList<string> CheckPresences
    {
        get => _checkPresences ??= new();
        set => _checkPresences = value;
    }

    [Input("includes")]
    private InputList<string>? _includes;
    public InputList<string> Includes
    {
        get => _includes ??= new();
        set => _includes = value;
    }

    public static new RulesetRuleActionParametersCacheKeyCustomKeyCookieArgs Empty => new();
}

public sealed class RulesetRuleActionParametersCacheKeyCustomKeyHeaderArgs : ResourceArgs
{
    [Input("checkPresences")]
    private InputList<string>? _checkPresences;
    public InputList<string> CheckPresences
    {
        get => _checkPresences ??= new();
        set => _checkPresences = value;
    }

    [Input("contains")]
    private InputMap<ImmutableArray<string>>? _contains;
    public InputMap<ImmutableArray<string>> Contains
    {
        get => _contains ??= new();
        set => _contains = value;
    }

    [Input("excludeOrigin")]
    public Input<bool>? ExcludeOrigin { get; set; }

    [Input("includes")]
    private InputList<string>? _includes;
    public InputList<string> Includes
    {
        get => _includes ??= new();
        set => _includes = value;
    }

    public static new RulesetRuleActionParametersCacheKeyCustomKeyHeaderArgs Empty => new();
}

public sealed class RulesetRuleActionParametersCacheKeyCustomKeyHostArgs : ResourceArgs
{
    [Input("resolved")]
    public Input<bool>? Resolved { get; set; }

    public static new RulesetRuleActionParametersCacheKeyCustomKeyHostArgs Empty => new();
}

public sealed class RulesetRuleActionParametersCacheKeyCustomKeyQueryStringArgs : ResourceArgs
{
    [Input("exclude")]
    public Input<RulesetRuleActionParametersCacheKeyCustomKeyQueryStringExcludeArgs>? Exclude { get; set; }

    [Input("include")]
    public Input<RulesetRuleActionParametersCacheKeyCustomKeyQueryStringIncludeArgs>? Include { get; set; }

    public static new RulesetRuleActionParametersCacheKeyCustomKeyQueryStringArgs Empty => new();
}

public sealed class RulesetRuleActionParametersCacheKeyCustomKeyQueryStringExcludeArgs : ResourceArgs
{
    [Input("all")]
    public Input<bool>? All { get; set; }

    [Input("lists")]
    private InputList<string>? _lists;
    public InputList<string> Lists
    {
        get => _lists ??= new();
        set => _lists = value;
    }

    public static new RulesetRuleActionParametersCacheKeyCustomKeyQueryStringExcludeArgs Empty => new();
}

public sealed class RulesetRuleActionParametersCacheKeyCustomKeyQueryStringIncludeArgs : ResourceArgs
{
    [Input("all")]
    public Input<bool>? All { get; set; }

    [Input("lists")]
    private InputList<string>? _lists;
    public InputList<string> Lists
    {
        get => _lists ??= new();
        set => _lists = value;
    }

    public static new RulesetRuleActionParametersCacheKeyCustomKeyQueryStringIncludeArgs Empty => new();
}

public sealed class RulesetRuleActionParametersCacheKeyCustomKeyUserArgs : ResourceArgs
{
    [Input("deviceType")]
    public Input<bool>? DeviceType { get; set; }

    [Input("geo")]
    public Input<bool>? Geo { get; set; }

    [Input("lang")]
    public Input<bool>? Lang { get; set; }

    public static new RulesetRuleActionParametersCacheKeyCustomKeyUserArgs Empty => new();
}
