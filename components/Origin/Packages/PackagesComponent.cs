using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Packages;

/// <summary>A host that is up, has our runner, and all Debian packages that any step needs.</summary>
/// <remarks>Its name and type in the stack are older than its name here.</remarks>
internal sealed class PackagesComponent : ComponentResource
{
    public PackagesComponent(HostCommand host, ComponentResourceOptions options)
        : base("nodebb:origin:Base", "base", options)
    {
        Ready = host.Ready(this);
        Done = host.Run(this, new HostStep
        {
            Name = "packages",
            Script = "Origin/Packages/packages.sh",
            Timeout = TimeSpan.FromMinutes(15),
            // One transaction: apt's lock would make several wait for each other.
            Params = [("PACKAGES", string.Join(' ', Versions.Packages))],
            After = [Ready],
        });
        RegisterOutputs();
    }

    public Command Ready { get; }

    public Command Done { get; }
}
