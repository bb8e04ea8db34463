using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Configuration.Checks;

namespace NodeBBInfra.Configuration;

/// <summary>The settings of the workers: their ports, the affinity and the database.</summary>
internal static class WorkerSettings
{
    /// <summary>Reads the settings.</summary>
    public static Workers Read(SettingsReader reader)
    {
        var ports = reader.Numbers(
            new Setting("ports", "The workers' ports on the origin's loopback address, one worker each.")
            {
                Default = "[4567, 4568, 4569]",
                Example = "[4567, 4568]",
            },
            WorkerPorts.Problems
        );
        var affinity = reader.Choice<Affinity>(
            new Setting(
                "affinity",
                "How a visitor's requests stick to a worker. session: by the socket's id, else by the session cookie, else by the visitor's address. "
                    + "visitor-ip: by that address. x-forwarded-for: by that header, which visitors can choose."
            )
            {
                Default = "session",
                Example = "visitor-ip",
            }
        );
        reader.Text(
            new Setting("database", "NodeBB's database. redis is the only one so far.")
            {
                Default = "redis",
                Check = value => value == "redis" ? null : "write redis, the only database that this version sets up",
                Example = "redis",
            }
        );
        return new Workers(ports) { Affinity = affinity };
    }
}
