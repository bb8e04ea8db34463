namespace Pulumi.Cloudflare.Outputs;

[OutputType]
public sealed class RulesetRuleActionParameters
{
    private RulesetRuleActionParameters() { }

    public readonly ImmutableArray<int> AdditionalCacheablePorts;
    public readonly bool? AutomaticHttpsRewrites;
    public readonly RulesetRuleActionParametersAutominify? Autominify;
    public readonly bool? Bic;
    public readonly RulesetRuleActionParametersBrowserTtl? BrowserTtl;
    public readonly bool? Cache;
    public readonly RulesetRuleActionParametersCacheKey? CacheKey;
    public readonly RulesetRuleActionParametersCacheReserve? CacheReserve;
    public readonly string? Content;
    public readonly string? ContentType;
    public readonly bool? DisableApps;
    public readonly bool? DisableRum;
    public readonly bool? DisableZaraz;
    public readonly RulesetRuleActionParametersEdgeTtl? EdgeTtl;
    public readonly bool? EmailObfuscation;
    public readonly bool? Fonts;
    public readonly RulesetRuleActionParametersFromList? FromList;
    public readonly RulesetRuleActionParametersFromValue? FromValue;
    public readonly ImmutableDictionary<string, RulesetRuleActionParametersHeaders>? Headers;
    public readonly string? HostHeader;
    public readonly bool? HotlinkProtection;
    public readonly string? Id;
    public readonly bool? Mirage;
    public readonly bool? OpportunisticEncryption;
    public readonly RulesetRuleActionParametersOrigin? Origin;
    public readonly bool? OriginCacheControl;
    public readonly bool? OriginErrorPagePassthru;
    public readonly RulesetRuleActionParametersOverrides? Overrides;
    public readonly ImmutableArray<string> Phases;
    public readonly string? Polish;
    public readonly ImmutableArray<string> Products;
    public readonly int? ReadTimeout;
    public readonly bool? RespectStrongEtags;
    public readonly RulesetRuleActionParametersResponse? Response;
    public readonly bool? RocketLoader;
    public readonly string? Ruleset;
    public readonly ImmutableArray<string> Rulesets;
    public readonly string? SecurityLevel;
    public readonly RulesetRuleActionParametersServeStale? ServeStale;
    public readonly bool? ServerSideExcludes;
    public readonly RulesetRuleActionParametersSni? Sni;
    public readonly string? Ssl;
    public readonly int? StatusCode;
    public readonly bool? Sxg;
    public readonly RulesetRuleActionParametersUri? Uri;
}

[OutputType]
public sealed class RulesetRuleActionParametersResponse
{
    private RulesetRuleActionParametersResponse() { }

    public readonly string Content;
    public readonly string ContentType;
    public readonly int StatusCode;
}

[OutputType]
public sealed class RulesetRuleActionParametersAutominify
{
    private RulesetRuleActionParametersAutominify() { }

    public readonly bool? Css;
    public readonly bool? Html;
    public readonly bool? Js;
}
