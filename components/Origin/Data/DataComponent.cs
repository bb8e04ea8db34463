using NodeBBInfra.Components.Origin.Secrets;
using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Data;

/// <summary>Represents the forum's data, and takes the forum off the host when the stack is destroyed.</summary>
/// <remarks>
/// No other step does anything at destroy. This step always exists, whatever a destroy is to do. If it existed only when data may be
/// deleted, withdrawing the permission would destroy the step, and with it the data. It is created first, because it may refuse the host,
/// and destroyed last, after the DNS records and everything that uses the data; only the generated secrets go after it. When Pulumi deletes
/// a step that it has replaced, nothing happens.
/// </remarks>
internal sealed class DataComponent : ComponentResource
{
    public DataComponent(
        HostCommand host,
        ForumDomain domain,
        Administrator administrator,
        Output<string> stack,
        OnDestroy onDestroy,
        IReadOnlyList<Resource> after,
        ComponentResourceOptions options
    )
        : base("nodebb:origin:Data", "data", options)
    {
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "data",
                Script = "Origin/Data/data.sh",
                // A destroy waits for other steps that still run, and deletes large folders.
                Timeout = TimeSpan.FromMinutes(30),
                Params =
                [
                    ("DOMAIN", domain.Name),
                    ("ADMIN_USERNAME", administrator.Username),
                    ("STACK", stack),
                    ("STACK_NAME", Deployment.Instance.StackName),
                ],
                Files = [("destroy.sh", HostScript.Load("Origin/Data/destroy.sh")), ("erase.sh", HostScript.Load("Origin/Data/erase.sh"))],
                Deletion = new Deletion(StepAtDestroy(onDestroy)),
                After = after,
            }
        );
        RegisterOutputs();
    }

    public Command Done { get; }

    private static string? StepAtDestroy(OnDestroy onDestroy) =>
        onDestroy switch
        {
            OnDestroy.Leave => null,
            OnDestroy.Stop => "destroy-stop",
            OnDestroy.Erase => "destroy-erase",
            _ => throw new ArgumentOutOfRangeException(nameof(onDestroy)),
        };
}
