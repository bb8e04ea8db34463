// https://www.pulumi.com/registry/packages/cloudflare/api-docs/urlnormalizationsettings/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings")]
public class UrlNormalizationSettings : CustomResource
{
    public UrlNormalizationSettings(string name, UrlNormalizationSettingsArgs args, CustomResourceOptions? options = null)
        : base(
            "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings",
            name,
            args ?? new UrlNormalizationSettingsArgs(),
            CloudflarePackage.Options(options)
        ) { }

    [Output("scope")]
    public Output<string> Scope { get; private set; } = null!;

    [Output("type")]
    public Output<string> Type { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string> ZoneId { get; private set; } = null!;
}

public sealed class UrlNormalizationSettingsArgs : ResourceArgs
{
    [Input("scope", required: true)]
    public Input<string> Scope { get; set; } = null!;

    [Input("type", required: true)]
    public Input<string> Type { get; set; } = null!;

    [Input("zoneId", required: true)]
    public Input<string> ZoneId { get; set; } = null!;

    public static new UrlNormalizationSettingsArgs Empty => new();
}
