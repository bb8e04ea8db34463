using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Data;

/// <summary>Represents the forum's data, and deletes it when the stack is destroyed and the setting allows that.</summary>
/// <remarks>
/// No other step does anything at destroy, so destroying a stack needs no host. This step always exists, whether data may be deleted or
/// not. If it existed only when deletion is allowed, withdrawing the permission would destroy the step, and with it the data. It is created
/// first and destroyed last, after everything that uses the data. When Pulumi deletes a step that it has replaced, no data is deleted.
/// </remarks>
internal sealed class DataComponent : ComponentResource
{
    public DataComponent(HostCommand host, bool mayDelete, Resource ready, ComponentResourceOptions options)
        : base("nodebb:origin:Data", "data", options)
    {
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "data",
                Script = "Origin/Data/data.sh",
                Timeout = TimeSpan.FromMinutes(5),
                Deletion = new Deletion("delete-data", mayDelete),
                After = [ready],
            }
        );
        RegisterOutputs();
    }

    public Command Done { get; }
}
