using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Packages;

/// <summary>Waits for the host, installs the runner, and installs the Debian packages of all steps.</summary>
/// <remarks>Its Pulumi name and type predate its name here.</remarks>
internal sealed class PackagesComponent : ComponentResource
{
    public PackagesComponent(HostCommand host, ComponentResourceOptions options)
        : base("nodebb:origin:Base", "base", options)
    {
        Ready = host.Ready(this);
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "packages",
                Script = "Origin/Packages/packages.sh",
                Timeout = TimeSpan.FromMinutes(15),
                // One transaction, because apt's lock would serialize several.
                Params = [("PACKAGES", string.Join(' ', Versions.Packages))],
                After = [Ready],
            }
        );
        RegisterOutputs();
    }

    public Command Ready { get; }

    public Command Done { get; }
}
