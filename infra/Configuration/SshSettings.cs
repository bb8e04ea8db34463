using NodeBBInfra.Components.Origin;
using NodeBBInfra.Configuration.Checks;
using Pulumi;

namespace NodeBBInfra.Configuration;

/// <summary>The settings for connecting to the host over SSH.</summary>
internal static class SshSettings
{
    /// <summary>Reads the settings.</summary>
    /// <param name="reader">Collects the problems.</param>
    /// <param name="address">The origin's address, the default for SSH.</param>
    public static HostConnection Read(SettingsReader reader, string address)
    {
        var host = reader.Optional(
            new Setting("sshHost", "Host name or address of the origin's SSH server. The default is originAddress.")
            {
                Check = IpAddresses.HostOrAddress,
                Example = "origin.example.org",
            }
        );
        var port = reader.Number(new Setting("sshPort", "Port of the origin's SSH server.") { Default = "22", Example = "2222" }, 1, 65535);
        var user = reader.Text(
            new Setting("sshUser", "The user to log in as; any user but root needs passwordless sudo.")
            {
                Default = "root",
                Check = UserNames.Linux,
                Example = "debian",
            }
        );
        var hostKey = reader.Text(
            new Setting("sshHostKey", "The SSH server's public key, ssh-ed25519 AAAA…, as ssh-keyscan -t ed25519 <host> prints it.")
            {
                Missing = "set it to the server's key, \"ssh-ed25519 AAAA…\", as ssh-keyscan -t ed25519 <host> prints it",
                Check = SshKeys.HostKey,
                Example = SshKeys.ExampleHostKey,
            }
        );
        var privateKey = reader.Secret(
            new Setting("sshPrivateKey", "The private key to log in with. Without it, the SSH agent is used.")
            {
                Check = SshKeys.LoginKey,
                Example = SshKeys.ExamplePrivateKey,
            }
        );
        return new HostConnection(
            host ?? address,
            port,
            user,
            SshKeys.WithoutComment(hostKey),
            privateKey is null ? null : Output.CreateSecret(privateKey)
        );
    }
}
