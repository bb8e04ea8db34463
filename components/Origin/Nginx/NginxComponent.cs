using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>nginx: restores the visitor's address, balances between workers, serves the forum.</summary>
internal sealed class NginxComponent : ComponentResource
{
    public NginxComponent(
        HostCommand host,
        ForumServer server,
        Workers workers,
        IReadOnlyList<string> cloudflareRanges,
        Resource originCertificate,
        ComponentResourceOptions options
    )
        : base("nodebb:origin:Nginx", "nginx", options)
    {
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "nginx",
                Script = "Origin/Nginx/nginx.sh",
                Timeout = TimeSpan.FromMinutes(2),
                Files = [.. NginxConfiguration.Files(server, workers, cloudflareRanges)],
                After = [originCertificate],
            }
        );
        RegisterOutputs();
    }

    public Command Done { get; }
}
