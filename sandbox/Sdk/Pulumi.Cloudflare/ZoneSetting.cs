// https://www.pulumi.com/registry/packages/cloudflare/api-docs/zonesetting/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/zoneSetting:ZoneSetting")]
public class ZoneSetting : CustomResource
{
    public ZoneSetting(string name, ZoneSettingArgs args, CustomResourceOptions? options = null)
        : base("cloudflare:index/zoneSetting:ZoneSetting", name, args ?? new ZoneSettingArgs(), CloudflarePackage.Options(options)) { }

    [Output("editable")]
    public Output<bool> Editable { get; private set; } = null!;

    [Output("enabled")]
    public Output<bool> Enabled { get; private set; } = null!;

    [Output("modifiedOn")]
    public Output<string> ModifiedOn { get; private set; } = null!;

    [Output("settingId")]
    public Output<string> SettingId { get; private set; } = null!;

    [Output("timeRemaining")]
    public Output<double> TimeRemaining { get; private set; } = null!;

    [Output("value")]
    public Output<object> Value { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string?> ZoneId { get; private set; } = null!;
}

public sealed class ZoneSettingArgs : ResourceArgs
{
    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }

    [Input("settingId", required: true)]
    public Input<string> SettingId { get; set; } = null!;

    [Input("value", required: true)]
    public Input<object> Value { get; set; } = null!;

    [Input("zoneId")]
    public Input<string>? ZoneId { get; set; }

    public static new ZoneSettingArgs Empty => new();
}
