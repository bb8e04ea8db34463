using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>nginx: who a visitor is, which worker serves them, and the forum's servers.</summary>
internal sealed class NginxComponent : ComponentResource
{
    public NginxComponent(HostCommand host, OriginArgs args, Resource originCertificate, ComponentResourceOptions options)
        : base("nodebb:origin:Nginx", "nginx", options)
    {
        Done = host.Run(this, new HostStep
        {
            Name = "nginx",
            Script = "Origin/Nginx/nginx.sh",
            Timeout = TimeSpan.FromMinutes(2),
            Files =
            [
                ("nginx.conf", NginxConf.Render()),
                ("nginx.service", NginxConf.RenderUnit()),
                ("cloudflare-realip.conf", CloudflareRealIpConf.Render(args.CloudflareRanges)),
                ("io_nodes.conf", IoNodesConf.Render(args.Affinity, args.Ports)),
                ("forum.conf", ForumVhost.Render(args.Domain, args.MaxUploadMb)),
            ],
            After = [originCertificate],
        });
        RegisterOutputs();
    }

    public Command Done { get; }
}
