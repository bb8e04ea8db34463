// https://www.pulumi.com/registry/packages/cloudflare/api-docs/authenticatedoriginpullssettings/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings")]
public class AuthenticatedOriginPullsSettings : CustomResource
{
    public AuthenticatedOriginPullsSettings(string name, AuthenticatedOriginPullsSettingsArgs args, CustomResourceOptions? options = null)
        : base(
            "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
            name,
            args ?? new AuthenticatedOriginPullsSettingsArgs(),
            CloudflarePackage.Options(options)
        ) { }

    [Output("enabled")]
    public Output<bool> Enabled { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string> ZoneId { get; private set; } = null!;
}

public sealed class AuthenticatedOriginPullsSettingsArgs : ResourceArgs
{
    [Input("enabled", required: true)]
    public Input<bool> Enabled { get; set; } = null!;

    [Input("zoneId", required: true)]
    public Input<string> ZoneId { get; set; } = null!;

    public static new AuthenticatedOriginPullsSettingsArgs Empty => new();
}
