using NodeBBInfra.Components.Origin.Secrets;
using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>NodeBB: installs a release beside the running one, sets up the forum, switches over, and starts one worker per port.</summary>
internal sealed class ForumComponent : ComponentResource
{
    public ForumComponent(
        HostCommand host,
        NodeBBInstallation installation,
        WrittenSecrets secrets,
        Resource redis,
        Resource node,
        ComponentResourceOptions options
    )
        : base("nodebb:origin:Forum", "forum", options)
    {
        Release = host.Run(
            this,
            new HostStep
            {
                Name = "release",
                Script = "Origin/Forum/release.sh",
                Timeout = TimeSpan.FromMinutes(20),
                Params =
                [
                    ("REPOSITORY", installation.Source.Repository),
                    ("REF", installation.Source.Ref),
                    ("REPOSITORY_HOST_KEY", installation.Source.HostKey ?? ""),
                    ("SECRETS_VERSION", secrets.Version),
                ],
                Files =
                [
                    .. Scripts("units.sh", "account.sh", "access.sh", "repository.sh", "unpack.sh", "install.sh"),
                    ("confinement", Confinement.Render()),
                ],
                After = [node, secrets.Done],
            }
        );
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "forum",
                Script = "Origin/Forum/forum.sh",
                // Covers setup, assets, schema upgrades and a rolling restart, each with its own timeout.
                Timeout = TimeSpan.FromMinutes(75),
                Params =
                [
                    ("ADMIN_USERNAME", secrets.Administrator.Apply(a => a.Username)),
                    ("EMAIL", secrets.Administrator.Apply(a => a.Email)),
                    ("PORTS", string.Join(' ', installation.Ports)),
                    // What the workers run: a change restarts them.
                    ("REPOSITORY", installation.Source.Repository),
                    ("REF", installation.Source.Ref),
                    ("NODE_VERSION", installation.NodeVersion),
                    ("SECRETS_VERSION", secrets.Version),
                ],
                Files =
                [
                    ("config.json", ForumConfig.Render(installation.Domain, installation.Ports, installation.SendsMail)),
                    ("build.json", ForumConfig.RenderForBuild(installation.Domain)),
                    ("nodebb@.service", HostFile.Render(Confinement.WorkerUnit)),
                    ("primary.conf", HostFile.Render("Origin/Forum/nodebb@.service.d/primary.conf")),
                    ("spare.conf", SpareConf(installation.Ports)),
                    .. Scripts("units.sh", "ports.sh", "roll.sh", "schema.sh", "workers.sh", "setup.sh", "assets.sh", "public.sh"),
                    .. Scripts(
                        "worker.mjs",
                        "name.mjs",
                        "socket-ids.mjs",
                        "takeover.mjs",
                        "restart.mjs",
                        "rebuild.mjs",
                        "uploads.mjs",
                        "mail.mjs"
                    ),
                    ("sysctl.conf", HostFile.Render("Origin/Forum/sysctl.conf")),
                    ("nodebb-roll", HostFile.Render("Origin/Forum/nodebb-roll.sh")),
                    ("nodebb-infra-roll.path", HostFile.Render("Origin/Forum/nodebb-infra-roll.path")),
                    ("nodebb-infra-roll.service", HostFile.Render("Origin/Forum/nodebb-infra-roll.service")),
                    ("confinement", Confinement.Render()),
                ],
                After = [Release, redis],
            }
        );
        RegisterOutputs();
    }

    public Command Release { get; }

    public Command Done { get; }

    // The drop-in of the spare worker, which stands in for each other one (roll.sh).
    private static string SpareConf(IReadOnlyList<int> ports) =>
        GeneratedFile.WithHeader(
            $"""
            [Service]
            Environment=port={ports[0]} NODEBB_INFRA_PLACE=spare "NODEBB_INFRA_PORTS={string.Join(' ', ports)}"
            Restart=no
            """
        );

    private static IEnumerable<(string Name, Input<string> Content)> Scripts(params string[] names) =>
        names.Select(name => (name, (Input<string>)HostScript.Load($"Origin/Forum/{name}")));
}
