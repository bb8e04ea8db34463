namespace Pulumi.Cloudflare.Inputs;

public sealed class RulesetRuleActionParametersArgs : ResourceArgs
{
    [Input("additionalCacheablePorts")]
    private InputList<int>? _additionalCacheablePorts;
    public InputList<int> AdditionalCacheablePorts
    {
        get => _additionalCacheablePorts ??= new();
        set => _additionalCacheablePorts = value;
    }

    [Input("automaticHttpsRewrites")]
    public Input<bool>? AutomaticHttpsRewrites { get; set; }

    [Input("autominify")]
    public Input<RulesetRuleActionParametersAutominifyArgs>? Autominify { get; set; }

    [Input("bic")]
    public Input<bool>? Bic { get; set; }

    [Input("browserTtl")]
    public Input<RulesetRuleActionParametersBrowserTtlArgs>? BrowserTtl { get; set; }

    [Input("cache")]
    public Input<bool>? Cache { get; set; }

    [Input("cacheKey")]
    public Input<RulesetRuleActionParametersCacheKeyArgs>? CacheKey { get; set; }

    [Input("cacheReserve")]
    public Input<RulesetRuleActionParametersCacheReserveArgs>? CacheReserve { get; set; }

    [Input("content")]
    public Input<string>? Content { get; set; }

    [Input("contentType")]
    public Input<string>? ContentType { get; set; }

    [Input("disableApps")]
    public Input<bool>? DisableApps { get; set; }

    [Input("disableRum")]
    public Input<bool>? DisableRum { get; set; }

    [Input("disableZaraz")]
    public Input<bool>? DisableZaraz { get; set; }

    [Input("edgeTtl")]
    public Input<RulesetRuleActionParametersEdgeTtlArgs>? EdgeTtl { get; set; }

    [Input("emailObfuscation")]
    public Input<bool>? EmailObfuscation { get; set; }

    [Input("fonts")]
    public Input<bool>? Fonts { get; set; }

    [Input("fromList")]
    public Input<RulesetRuleActionParametersFromListArgs>? FromList { get; set; }

    [Input("fromValue")]
    public Input<RulesetRuleActionParametersFromValueArgs>? FromValue { get; set; }

    [Input("headers")]
    private InputMap<RulesetRuleActionParametersHeadersArgs>? _headers;
    public InputMap<RulesetRuleActionParametersHeadersArgs> Headers
    {
        get => _headers ??= new();
        set => _headers = value;
    }

    [Input("hostHeader")]
    public Input<string>? HostHeader { get; set; }

    [Input("hotlinkProtection")]
    public Input<bool>? HotlinkProtection { get; set; }

    [Input("id")]
    public Input<string>? Id { get; set; }

    [Input("mirage")]
    public Input<bool>? Mirage { get; set; }

    [Input("opportunisticEncryption")]
    public Input<bool>? OpportunisticEncryption { get; set; }

    [Input("origin")]
    public Input<RulesetRuleActionParametersOriginArgs>? Origin { get; set; }

    [Input("originCacheControl")]
    public Input<bool>? OriginCacheControl { get; set; }

    [Input("originErrorPagePassthru")]
    public Input<bool>? OriginErrorPagePassthru { get; set; }

    [Input("overrides")]
    public Input<RulesetRuleActionParametersOverridesArgs>? Overrides { get; set; }

    [Input("phases")]
    private InputList<string>? _phases;
    public InputList<string> Phases
    {
        get => _phases ??= new();
        set => _phases = value;
    }

    [Input("polish")]
    public Input<string>? Polish { get; set; }

    [Input("products")]
    private InputList<string>? _products;
    public InputList<string> Products
    {
        get => _products ??= new();
        set => _products = value;
    }

    [Input("readTimeout")]
    public Input<int>? ReadTimeout { get; set; }

    [Input("respectStrongEtags")]
    public Input<bool>? RespectStrongEtags { get; set; }

    [Input("response")]
    public Input<RulesetRuleActionParametersResponseArgs>? Response { get; set; }

    [Input("rocketLoader")]
    public Input<bool>? RocketLoader { get; set; }

    [Input("ruleset")]
    public Input<string>? Ruleset { get; set; }

    [Input("rulesets")]
    private InputList<string>? _rulesets;
    public InputList<string> Rulesets
    {
        get => _rulesets ??= new();
        set => _rulesets = value;
    }

    [Input("securityLevel")]
    public Input<string>? SecurityLevel { get; set; }

    [Input("serveStale")]
    public Input<RulesetRuleActionParametersServeStaleArgs>? ServeStale { get; set; }

    [Input("serverSideExcludes")]
    public Input<bool>? ServerSideExcludes { get; set; }

    [Input("sni")]
    public Input<RulesetRuleActionParametersSniArgs>? Sni { get; set; }

    [Input("ssl")]
    public Input<string>? Ssl { get; set; }

    [Input("statusCode")]
    public Input<int>? StatusCode { get; set; }

    [Input("sxg")]
    public Input<bool>? Sxg { get; set; }

    [Input("uri")]
    public Input<RulesetRuleActionParametersUriArgs>? Uri { get; set; }

    public static new RulesetRuleActionParametersArgs Empty => new();
}

public sealed class RulesetRuleActionParametersResponseArgs : ResourceArgs
{
    [Input("content", required: true)]
    public Input<string> Content { get; set; } = null!;

    [Input("contentType", required: true)]
    public Input<string> ContentType { get; set; } = null!;

    [Input("statusCode", required: true)]
    public Input<int> StatusCode { get; set; } = null!;

    public static new RulesetRuleActionParametersResponseArgs Empty => new();
}

public sealed class RulesetRuleActionParametersAutominifyArgs : ResourceArgs
{
    [Input("css")]
    public Input<bool>? Css { get; set; }

    [Input("html")]
    public Input<bool>? Html { get; set; }

    [Input("js")]
    public Input<bool>? Js { get; set; }

    public static new RulesetRuleActionParametersAutominifyArgs Empty => new();
}
