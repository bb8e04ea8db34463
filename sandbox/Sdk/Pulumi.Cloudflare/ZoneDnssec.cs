// https://www.pulumi.com/registry/packages/cloudflare/api-docs/zonednssec/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/zoneDnssec:ZoneDnssec")]
public class ZoneDnssec : CustomResource
{
    public ZoneDnssec(string name, ZoneDnssecArgs args, CustomResourceOptions? options = null)
        : base("cloudflare:index/zoneDnssec:ZoneDnssec", name, args ?? new ZoneDnssecArgs(), CloudflarePackage.Options(options)) { }

    [Output("algorithm")]
    public Output<string> Algorithm { get; private set; } = null!;

    [Output("digest")]
    public Output<string> Digest { get; private set; } = null!;

    [Output("digestAlgorithm")]
    public Output<string> DigestAlgorithm { get; private set; } = null!;

    [Output("digestType")]
    public Output<string> DigestType { get; private set; } = null!;

    [Output("dnssecMultiSigner")]
    public Output<bool?> DnssecMultiSigner { get; private set; } = null!;

    [Output("dnssecPresigned")]
    public Output<bool?> DnssecPresigned { get; private set; } = null!;

    [Output("dnssecUseNsec3")]
    public Output<bool?> DnssecUseNsec3 { get; private set; } = null!;

    [Output("ds")]
    public Output<string> Ds { get; private set; } = null!;

    [Output("flags")]
    public Output<double> Flags { get; private set; } = null!;

    [Output("keyTag")]
    public Output<double> KeyTag { get; private set; } = null!;

    [Output("keyType")]
    public Output<string> KeyType { get; private set; } = null!;

    [Output("modifiedOn")]
    public Output<string> ModifiedOn { get; private set; } = null!;

    [Output("publicKey")]
    public Output<string> PublicKey { get; private set; } = null!;

    [Output("status")]
    public Output<string?> Status { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string> ZoneId { get; private set; } = null!;
}

public sealed class ZoneDnssecArgs : ResourceArgs
{
    [Input("dnssecMultiSigner")]
    public Input<bool>? DnssecMultiSigner { get; set; }

    [Input("dnssecPresigned")]
    public Input<bool>? DnssecPresigned { get; set; }

    [Input("dnssecUseNsec3")]
    public Input<bool>? DnssecUseNsec3 { get; set; }

    [Input("status")]
    public Input<string>? Status { get; set; }

    [Input("zoneId", required: true)]
    public Input<string> ZoneId { get; set; } = null!;

    public static new ZoneDnssecArgs Empty => new();
}
