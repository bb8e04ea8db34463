using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Packages;

/// <summary>Waits for the host, installs the runner, and installs the Debian packages of all steps.</summary>
/// <remarks>Its Pulumi name and type predate its name here.</remarks>
internal sealed class PackagesComponent : ComponentResource
{
    private readonly HostCommand _host;

    public PackagesComponent(HostCommand host, ComponentResourceOptions options)
        : base("nodebb:origin:Base", "base", options)
    {
        _host = host;
        Ready = host.Ready(this);
    }

    public Command Ready { get; }

    /// <summary>Creates the step that installs the packages.</summary>
    public Command Install(Resource after)
    {
        var installed = _host.Run(
            this,
            new HostStep
            {
                Name = "packages",
                Script = "Origin/Packages/packages.sh",
                Timeout = TimeSpan.FromMinutes(15),
                // One transaction, because apt's lock would serialize several.
                Params = [("PACKAGES", string.Join(' ', Versions.Packages))],
                After = [after],
            }
        );
        RegisterOutputs();
        return installed;
    }
}
