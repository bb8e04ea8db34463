using NodeBBInfra.Components.Origin.Base;
using Pulumi;

namespace NodeBBInfra.Components.Origin.Verification;

/// <summary>The last step: it asks the forum, by its public name, what a visitor would. A check that fails fails the deployment.</summary>
internal sealed class VerificationComponent : ComponentResource
{
    public VerificationComponent(
        HostCommand host, OriginArgs args, SecretsComponent secrets, IReadOnlyList<Resource> after, ComponentResourceOptions options)
        : base("nodebb:origin:Verification", "verification", options)
    {
        var verify = host.Run(this, new HostStep
        {
            Name = "verify",
            Script = "Origin/Verification/verify.sh",
            Timeout = TimeSpan.FromMinutes(5),
            Params =
            [
                ("DOMAIN", args.Domain.Apex),
                ("PORTS", string.Join(' ', args.Ports)),
                ("ADMIN_USERNAME", args.AdminUsername),
                ("SECRETS_VERSION", secrets.Version),
                // So that it runs again after any change, of the host or of the edge.
                ("CONTENT_HASH", host.ContentHash(args.Edge.Content)),
            ],
            Files = [.. HostScript.Find("Origin/Verification/", ".mjs").Select(path => (Path.GetFileName(path), (Input<string>)HostScript.Load(path)))],
            After = after,
        });
        Result = verify.Stdout;
        RegisterOutputs();
    }

    public Output<string> Result { get; }
}
