// https://www.pulumi.com/registry/packages/cloudflare/api-docs/tieredcache/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/tieredCache:TieredCache")]
public class TieredCache : CustomResource
{
    public TieredCache(string name, TieredCacheArgs args, CustomResourceOptions? options = null)
        : base("cloudflare:index/tieredCache:TieredCache", name, args ?? new TieredCacheArgs(), CloudflarePackage.Options(options)) { }

    [Output("editable")]
    public Output<bool> Editable { get; private set; } = null!;

    [Output("modifiedOn")]
    public Output<string> ModifiedOn { get; private set; } = null!;

    [Output("value")]
    public Output<string> Value { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string> ZoneId { get; private set; } = null!;
}

public sealed class TieredCacheArgs : ResourceArgs
{
    [Input("value", required: true)]
    public Input<string> Value { get; set; } = null!;

    [Input("zoneId", required: true)]
    public Input<string> ZoneId { get; set; } = null!;

    public static new TieredCacheArgs Empty => new();
}
