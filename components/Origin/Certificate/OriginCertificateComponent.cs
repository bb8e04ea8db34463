using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Certificate;

/// <summary>The certificate that Cloudflare accepts before a public authority has issued one: of its own Origin CA.</summary>
/// <remarks>
/// With Full (strict) and Always Use HTTPS on, as they are in every zone that had a forum before, the authority's request over http is
/// redirected to https and then refused, unless the origin already shows a certificate that Cloudflare trusts.
/// https://developers.cloudflare.com/ssl/origin-configuration/origin-ca/
/// </remarks>
internal sealed class OriginCertificateComponent : ComponentResource
{
    // The longest that Origin CA gives, 15 years. It is only needed until certbot has run, and whenever certbot cannot.
    private const int ValidityDays = 5475;

    public OriginCertificateComponent(HostCommand host, HostConnection connection, ForumDomain domain, Resource packages, ComponentResourceOptions options)
        : base("nodebb:origin:OriginCertificate", "origin-certificate", options)
    {
        // The key is made on the host and never leaves it.
        Request = host.Run(this, new HostStep
        {
            Name = "csr",
            Script = "Origin/Certificate/csr.sh",
            Timeout = TimeSpan.FromMinutes(2),
            Params = [("DOMAIN", domain.Apex)],
            After = [packages],
        });
        // The request is the output of a command, so any change of the connection makes it unknown to a preview, which would announce a
        // new certificate that is never made. The same host keeps its request: it is looked at only when the certificate is made, and
        // another host, known by its key, or another name is another certificate.
        var name = $"origin-ca-{HostCommand.Digest($"{domain.Apex}\n{connection.HostKey}")}";
        var certificate = new OriginCaCertificate(name, new OriginCaCertificateArgs
        {
            Csr = Request.Stdout,
            Hostnames = domain.Hosts.ToArray(),
            RequestType = "origin-ecc",
            RequestedValidity = ValidityDays,
        }, new CustomResourceOptions { Parent = this, IgnoreChanges = { "csr" } });
        Done = host.Run(this, new HostStep
        {
            Name = "origin-certificate",
            Script = "Origin/Certificate/origin-certificate.sh",
            Timeout = TimeSpan.FromMinutes(2),
            Params = [("DOMAIN", domain.Apex)],
            Files = [("origin.pem", certificate.Certificate)],
            After = [Request],
        });
        RegisterOutputs();
    }

    public Command Request { get; }

    public Command Done { get; }
}
