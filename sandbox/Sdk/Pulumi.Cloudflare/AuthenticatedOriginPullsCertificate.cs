// https://www.pulumi.com/registry/packages/cloudflare/api-docs/authenticatedoriginpullscertificate/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate")]
public class AuthenticatedOriginPullsCertificate : CustomResource
{
    public AuthenticatedOriginPullsCertificate(
        string name,
        AuthenticatedOriginPullsCertificateArgs args,
        CustomResourceOptions? options = null
    )
        : base(
            "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate",
            name,
            args ?? new AuthenticatedOriginPullsCertificateArgs(),
            CloudflarePackage.Options(options, secrets: ["privateKey"])
        ) { }

    [Output("certificate")]
    public Output<string> Certificate { get; private set; } = null!;

    [Output("certificateId")]
    public Output<string> CertificateId { get; private set; } = null!;

    [Output("enabled")]
    public Output<bool> Enabled { get; private set; } = null!;

    [Output("expiresOn")]
    public Output<string> ExpiresOn { get; private set; } = null!;

    [Output("issuer")]
    public Output<string> Issuer { get; private set; } = null!;

    [Output("privateKey")]
    public Output<string> PrivateKey { get; private set; } = null!;

    [Output("serialNumber")]
    public Output<string> SerialNumber { get; private set; } = null!;

    [Output("signature")]
    public Output<string> Signature { get; private set; } = null!;

    [Output("status")]
    public Output<string> Status { get; private set; } = null!;

    [Output("uploadedOn")]
    public Output<string> UploadedOn { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string> ZoneId { get; private set; } = null!;
}

public sealed class AuthenticatedOriginPullsCertificateArgs : ResourceArgs
{
    [Input("certificate", required: true)]
    public Input<string> Certificate { get; set; } = null!;

    [Input("privateKey", required: true)]
    private Input<string>? _privateKey;
    public Input<string>? PrivateKey
    {
        get => _privateKey;
        set => _privateKey = Package.Secret(value);
    }

    [Input("zoneId", required: true)]
    public Input<string> ZoneId { get; set; } = null!;

    public static new AuthenticatedOriginPullsCertificateArgs Empty => new();
}
