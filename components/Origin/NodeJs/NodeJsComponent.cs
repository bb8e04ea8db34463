using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.NodeJs;

/// <summary>Node.js, from a tarball with a pinned checksum.</summary>
internal sealed class NodeJsComponent : ComponentResource
{
    public NodeJsComponent(HostCommand host, NodeJsSource source, Resource packages, ComponentResourceOptions options)
        : base("nodebb:origin:NodeJs", "node", options)
    {
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "node",
                Script = "Origin/NodeJs/node.sh",
                Timeout = TimeSpan.FromMinutes(5),
                Params = [("NODE_VERSION", source.Version), ("NODE_SHA256", source.Sha256), ("NODE_MIRROR", source.Mirror)],
                After = [packages],
            }
        );
        RegisterOutputs();
    }

    public Command Done { get; }
}
