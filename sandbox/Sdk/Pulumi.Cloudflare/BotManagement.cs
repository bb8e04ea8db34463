// https://www.pulumi.com/registry/packages/cloudflare/api-docs/botmanagement/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/botManagement:BotManagement")]
public class BotManagement : CustomResource
{
    public BotManagement(string name, BotManagementArgs args, CustomResourceOptions? options = null)
        : base("cloudflare:index/botManagement:BotManagement", name, args ?? new BotManagementArgs(), CloudflarePackage.Options(options))
    { }

    [Output("aiBotsProtection")]
    public Output<string> AiBotsProtection { get; private set; } = null!;

    [Output("autoUpdateModel")]
    public Output<bool> AutoUpdateModel { get; private set; } = null!;

    [Output("bmCookieEnabled")]
    public Output<bool> BmCookieEnabled { get; private set; } = null!;

    [Output("cfRobotsVariant")]
    public Output<string> CfRobotsVariant { get; private set; } = null!;

    [Output("contentBotsProtection")]
    public Output<string> ContentBotsProtection { get; private set; } = null!;

    [Output("crawlerProtection")]
    public Output<string> CrawlerProtection { get; private set; } = null!;

    [Output("enableJs")]
    public Output<bool> EnableJs { get; private set; } = null!;

    [Output("fightMode")]
    public Output<bool> FightMode { get; private set; } = null!;

    [Output("isRobotsTxtManaged")]
    public Output<bool> IsRobotsTxtManaged { get; private set; } = null!;

    [Output("optimizeWordpress")]
    public Output<bool> OptimizeWordpress { get; private set; } = null!;

    [Output("sbfmDefinitelyAutomated")]
    public Output<string> SbfmDefinitelyAutomated { get; private set; } = null!;

    [Output("sbfmLikelyAutomated")]
    public Output<string> SbfmLikelyAutomated { get; private set; } = null!;

    [Output("sbfmStaticResourceProtection")]
    public Output<bool> SbfmStaticResourceProtection { get; private set; } = null!;

    [Output("sbfmVerifiedBots")]
    public Output<string> SbfmVerifiedBots { get; private set; } = null!;

    [Output("staleZoneConfiguration")]
    public Output<Outputs.BotManagementStaleZoneConfiguration> StaleZoneConfiguration { get; private set; } = null!;

    [Output("suppressSessionScore")]
    public Output<bool> SuppressSessionScore { get; private set; } = null!;

    [Output("usingLatestModel")]
    public Output<bool> UsingLatestModel { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string> ZoneId { get; private set; } = null!;
}

public sealed class BotManagementArgs : ResourceArgs
{
    [Input("aiBotsProtection")]
    public Input<string>? AiBotsProtection { get; set; }

    [Input("autoUpdateModel")]
    public Input<bool>? AutoUpdateModel { get; set; }

    [Input("bmCookieEnabled")]
    public Input<bool>? BmCookieEnabled { get; set; }

    [Input("cfRobotsVariant")]
    public Input<string>? CfRobotsVariant { get; set; }

    [Input("contentBotsProtection")]
    public Input<string>? ContentBotsProtection { get; set; }

    [Input("crawlerProtection")]
    public Input<string>? CrawlerProtection { get; set; }

    [Input("enableJs")]
    public Input<bool>? EnableJs { get; set; }

    [Input("fightMode")]
    public Input<bool>? FightMode { get; set; }

    [Input("isRobotsTxtManaged")]
    public Input<bool>? IsRobotsTxtManaged { get; set; }

    [Input("optimizeWordpress")]
    public Input<bool>? OptimizeWordpress { get; set; }

    [Input("sbfmDefinitelyAutomated")]
    public Input<string>? SbfmDefinitelyAutomated { get; set; }

    [Input("sbfmLikelyAutomated")]
    public Input<string>? SbfmLikelyAutomated { get; set; }

    [Input("sbfmStaticResourceProtection")]
    public Input<bool>? SbfmStaticResourceProtection { get; set; }

    [Input("sbfmVerifiedBots")]
    public Input<string>? SbfmVerifiedBots { get; set; }

    [Input("suppressSessionScore")]
    public Input<bool>? SuppressSessionScore { get; set; }

    [Input("zoneId", required: true)]
    public Input<string> ZoneId { get; set; } = null!;

    public static new BotManagementArgs Empty => new();
}
