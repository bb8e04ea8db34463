using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Secrets;

/// <summary>The secrets on the host.</summary>
/// <param name="Done">The step that has written them.</param>
/// <param name="Version">Changes whenever the secrets are written to the host. It reveals nothing about them.</param>
/// <param name="AdminPassword">The administrator's password, a secret; or where it is, if the host had the forum's data and so another
/// one.</param>
/// <param name="Administrator">The administrator from the first deployment, even if the configuration has changed since.</param>
internal sealed record WrittenSecrets(
    Command Done,
    Output<string> Version,
    Output<string> AdminPassword,
    Output<Administrator> Administrator
);
