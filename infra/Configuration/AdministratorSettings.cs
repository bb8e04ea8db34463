using NodeBBInfra.Components.Origin.Secrets;
using NodeBBInfra.Configuration.Checks;

namespace NodeBBInfra.Configuration;

/// <summary>The settings of the first administrator.</summary>
internal static class AdministratorSettings
{
    /// <summary>Reads the settings.</summary>
    public static Administrator Read(SettingsReader reader)
    {
        var email = reader.Text(
            new Setting("email", "Mail address of the forum's first administrator and of the ACME account.")
            {
                Missing = "set it to the administrator's mail address; the certificate authority gets it too",
                Check = DnsNames.Email,
                Example = "admin@example.com",
            }
        );
        var username = reader.Text(
            new Setting("adminUsername", "User name of the forum's first administrator. Afterwards, change it in the forum, not here.")
            {
                Default = "admin",
                Check = UserNames.NodeBB,
                Example = "keeper",
            }
        );
        return new Administrator(username, email);
    }
}
