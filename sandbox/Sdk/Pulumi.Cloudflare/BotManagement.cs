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

    [Output("enableJs")]
    public Output<bool> EnableJs { get; private set; } = null!;

    [Output("fightMode")]
    public Output<bool> FightMode { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string> ZoneId { get; private set; } = null!;
}

public sealed class BotManagementArgs : ResourceArgs
{
    [Input("aiBotsProtection")]
    public Input<string>? AiBotsProtection { get; set; }

    [Input("enableJs")]
    public Input<bool>? EnableJs { get; set; }

    [Input("fightMode")]
    public Input<bool>? FightMode { get; set; }

    [Input("zoneId", required: true)]
    public Input<string> ZoneId { get; set; } = null!;

    public static new BotManagementArgs Empty => new();
}
