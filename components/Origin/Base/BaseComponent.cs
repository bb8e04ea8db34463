using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Base;

/// <summary>A host that is up, has our runner, and all Debian packages that any step needs.</summary>
internal sealed class BaseComponent : ComponentResource
{
    public BaseComponent(HostCommand host, ComponentResourceOptions options)
        : base("nodebb:origin:Base", "base", options)
    {
        Ready = host.Ready(this);
        Packages = host.Run(this, new HostStep
        {
            Name = "packages",
            Script = "Origin/Base/packages.sh",
            Timeout = TimeSpan.FromMinutes(15),
            // One transaction: apt's lock would make several wait for each other.
            Params = [("PACKAGES", string.Join(' ', Versions.Packages))],
            After = [Ready],
        });
        RegisterOutputs();
    }

    public Command Ready { get; }

    public Command Packages { get; }
}
