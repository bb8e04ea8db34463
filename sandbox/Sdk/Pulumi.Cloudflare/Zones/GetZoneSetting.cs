// https://www.pulumi.com/registry/packages/cloudflare/api-docs/getzonesetting/
namespace Pulumi.Cloudflare;

public static class GetZoneSetting
{
    public static Output<GetZoneSettingResult> Invoke(GetZoneSettingInvokeArgs args, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<GetZoneSettingResult>(
            "cloudflare:index/getZoneSetting:getZoneSetting",
            args ?? new GetZoneSettingInvokeArgs(),
            CloudflarePackage.Options(options)
        );
}

public sealed class GetZoneSettingInvokeArgs : InvokeArgs
{
    [Input("settingId", required: true)]
    public Input<string> SettingId { get; set; } = null!;

    [Input("zoneId")]
    public Input<string>? ZoneId { get; set; }

    public static new GetZoneSettingInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetZoneSettingResult
{
    private GetZoneSettingResult() { }

    public readonly bool Editable;
    public readonly string Id;
    public readonly string SettingId;
    public readonly string Value;
    public readonly string? ZoneId;
}
