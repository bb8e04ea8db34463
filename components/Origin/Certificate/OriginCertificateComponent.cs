using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Certificate;

/// <summary>The first certificate, from Cloudflare's Origin CA. It is used until a public authority has issued one.</summary>
/// <remarks>
/// A zone that served a forum before already has Full (strict) and Always Use HTTPS on. Cloudflare then redirects the ACME challenge from
/// http to https, and refuses it unless the origin has a certificate that Cloudflare trusts.
/// https://developers.cloudflare.com/ssl/origin-configuration/origin-ca/
/// </remarks>
internal sealed class OriginCertificateComponent : ComponentResource
{
    // Origin CA's maximum, 15 years. The certificate is needed only until certbot succeeds, and whenever it cannot.
    private const int ValidityDays = 5475;

    public OriginCertificateComponent(
        HostCommand host,
        HostConnection connection,
        ForumDomain domain,
        Resource packages,
        ComponentResourceOptions options
    )
        : base("nodebb:origin:OriginCertificate", "origin-certificate", options)
    {
        // The private key is generated on the host and never leaves it.
        Request = host.Run(
            this,
            new HostStep
            {
                Name = "csr",
                Script = "Origin/Certificate/csr.sh",
                Timeout = TimeSpan.FromMinutes(2),
                Params = [("DOMAIN", domain.Name), ("HOSTS", string.Join(' ', domain.Hosts))],
                After = [packages],
            }
        );
        // The CSR is a command's output, so any change to the connection makes it unknown in a preview, which would then show a new
        // certificate. The same host keeps its CSR, so changes to it are ignored. The resource name contains a digest of host key and
        // domain, so another host or domain gets its own certificate.
        var name = $"origin-ca-{HostCommand.Digest($"{domain.Name}\n{connection.HostKey}")}";
        var certificate = new OriginCaCertificate(
            name,
            new OriginCaCertificateArgs
            {
                Csr = Request.Stdout,
                Hostnames = domain.Hosts.ToArray(),
                RequestType = "origin-ecc",
                RequestedValidity = ValidityDays,
            },
            new CustomResourceOptions { Parent = this, IgnoreChanges = { "csr" } }
        );
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "origin-certificate",
                Script = "Origin/Certificate/origin-certificate.sh",
                Timeout = TimeSpan.FromMinutes(2),
                Params = [("DOMAIN", domain.Name)],
                Files = [("origin.pem", certificate.Certificate)],
                After = [Request],
            }
        );
        RegisterOutputs();
    }

    public Command Request { get; }

    public Command Done { get; }
}
