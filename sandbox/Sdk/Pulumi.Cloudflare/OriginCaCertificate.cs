// https://www.pulumi.com/registry/packages/cloudflare/api-docs/origincacertificate/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/originCaCertificate:OriginCaCertificate")]
public class OriginCaCertificate : CustomResource
{
    public OriginCaCertificate(string name, OriginCaCertificateArgs args, CustomResourceOptions? options = null)
        : base(
            "cloudflare:index/originCaCertificate:OriginCaCertificate",
            name,
            args ?? new OriginCaCertificateArgs(),
            CloudflarePackage.Options(options)
        ) { }

    [Output("certificate")]
    public Output<string> Certificate { get; private set; } = null!;

    [Output("csr")]
    public Output<string> Csr { get; private set; } = null!;

    [Output("expiresOn")]
    public Output<string> ExpiresOn { get; private set; } = null!;

    [Output("hostnames")]
    public Output<ImmutableArray<string>> Hostnames { get; private set; } = null!;

    [Output("requestType")]
    public Output<string> RequestType { get; private set; } = null!;

    [Output("requestedValidity")]
    public Output<double> RequestedValidity { get; private set; } = null!;
}

public sealed class OriginCaCertificateArgs : ResourceArgs
{
    [Input("csr", required: true)]
    public Input<string> Csr { get; set; } = null!;

    [Input("hostnames", required: true)]
    private InputList<string>? _hostnames;
    public InputList<string> Hostnames
    {
        get => _hostnames ??= new();
        set => _hostnames = value;
    }

    [Input("requestType", required: true)]
    public Input<string> RequestType { get; set; } = null!;

    [Input("requestedValidity")]
    public Input<double>? RequestedValidity { get; set; }

    public static new OriginCaCertificateArgs Empty => new();
}
