using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Secrets;
using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Verification;

/// <summary>The last step: uses the forum by its public name, as a visitor does. A failed check fails the deployment.</summary>
internal sealed class VerificationComponent : ComponentResource
{
    /// <summary>The file of the command <c>nodebb-verify</c>.</summary>
    internal const string Program = "Origin/Verification/nodebb-verify.sh";

    private const string Name = "verify";

    public VerificationComponent(
        HostCommand host,
        VerifiedForum forum,
        IReadOnlyList<Command> steps,
        Output<string> edge,
        string leaving,
        ComponentResourceOptions options
    )
        : base("nodebb:origin:Verification", "verification", options)
    {
        var verify = host.Run(
            this,
            new HostStep
            {
                Name = Name,
                Script = "Origin/Verification/verify.sh",
                Timeout = TimeSpan.FromMinutes(5),
                Params =
                [
                    ("DOMAIN", forum.Domain.Name),
                    ("HOSTS", string.Join(' ', forum.Domain.Hosts)),
                    ("INDEXED", forum.IsIndexed ? "true" : "false"),
                    ("PORTS", string.Join(' ', forum.Ports)),
                    ("SESSION_COOKIE", ForumConfig.SessionCookie),
                    ("REDIS_PORT", $"{ForumConfig.RedisPort}"),
                    ("ADMIN_USERNAME", forum.Administrator.Apply(a => a.Username)),
                    ("STEPS", string.Join(' ', steps.Select(step => step.GetResourceName()).Append(Name))),
                    ("LEAVING", leaving),
                    // Changes whenever a step has run or anything at Cloudflare has changed, so that the verification runs again.
                    ("CHANGES", Changes(steps, edge)),
                ],
                Files =
                [
                    ("nodebb-verify", HostFile.Render(Program)),
                    .. HostScript
                        .Find("Origin/Verification/", ".mjs")
                        .Select(path => (Path.GetFileName(path), (Input<string>)HostScript.Load(path))),
                ],
                After = steps,
            }
        );
        Result = verify.Stdout;
        RegisterOutputs();
    }

    public Output<string> Result { get; }

    private static Output<string> Changes(IReadOnlyList<Command> steps, Output<string> edge) =>
        Output.All([edge, .. steps.Select(HostCommand.RunOf)]).Apply(texts => HostCommand.Digest(string.Join('\n', texts)));
}

/// <summary>What the checks need to know about the forum.</summary>
/// <param name="Domain">The forum's names.</param>
/// <param name="IsIndexed">Whether search engines may index it.</param>
/// <param name="Ports">The workers' ports.</param>
/// <param name="Administrator">The user to log in as.</param>
internal sealed record VerifiedForum(ForumDomain Domain, bool IsIndexed, IReadOnlyList<int> Ports, Output<Administrator> Administrator);
