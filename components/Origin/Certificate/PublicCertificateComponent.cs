using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Certificate;

/// <summary>The public certificate: certbot with HTTP-01 through Cloudflare, renewed by certbot's timer.</summary>
internal sealed class PublicCertificateComponent : ComponentResource
{
    public PublicCertificateComponent(
        HostCommand host,
        AcmeAccount account,
        ForumDomain domain,
        IReadOnlyList<Resource> edge,
        ComponentResourceOptions options
    )
        : base("nodebb:origin:Certificate", "certificate", options)
    {
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "certificate",
                Script = "Origin/Certificate/certificate.sh",
                Timeout = TimeSpan.FromMinutes(5),
                Params =
                [
                    ("DOMAIN", domain.Name),
                    ("HOSTS", string.Join(' ', domain.Hosts)),
                    ("EMAIL", account.Email),
                    ("ACME_SERVER", account.Server),
                ],
                Files = [("reload-nginx", HostFile.Render("Origin/Certificate/reload-nginx.sh"))],
                // The authority connects to the public name, so the whole edge must exist first.
                After = edge,
            }
        );
        RegisterOutputs();
    }

    public Command Done { get; }
}
