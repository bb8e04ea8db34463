using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Data;

/// <summary>Stands for the forum's data, and is the only thing that deletes it, when the stack is destroyed and says so.</summary>
/// <remarks>
/// No other step has anything to do at destroy, so destroying a stack needs no host. The step is there whether data may be deleted or
/// not: were it made only when it may, taking the permission back would destroy it, and so delete the data. It is the first to be made
/// and the last to be destroyed, after everything that uses the data. Pulumi's deletion of a step that it has replaced deletes no data.
/// </remarks>
internal sealed class DataComponent : ComponentResource
{
    public DataComponent(HostCommand host, bool mayDelete, Resource ready, ComponentResourceOptions options)
        : base("nodebb:origin:Data", "data", options)
    {
        Done = host.Run(this, new HostStep
        {
            Name = "data",
            Script = "Origin/Data/data.sh",
            Timeout = TimeSpan.FromMinutes(5),
            Deletion = new Deletion("delete-data", mayDelete),
            After = [ready],
        });
        RegisterOutputs();
    }

    public Command Done { get; }
}
