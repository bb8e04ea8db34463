namespace NodeBBInfra.Sandbox.Host;

/// <summary>Makes the ed25519 key pairs of the SSH user and of the hosts.</summary>
internal static class HostSsh
{
    /// <summary>Makes a key pair unless it exists.</summary>
    public static async Task MakeAsync(string file, string comment, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            await Shell.RunAsync(
                "ssh-keygen",
                ["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file],
                cancellationToken: cancellationToken
            );
        }
    }

    /// <summary>The public key for a configuration: type and key, without the comment.</summary>
    public static string PublicKey(string privateKeyFile) =>
        string.Join(' ', File.ReadAllText(privateKeyFile + ".pub").Split(' ').Take(2)).Trim();

    /// <summary>Runs a command on the host with this machine's ssh and host key checking.</summary>
    public static Task<ShellResult> RunAsync(
        WorldDirectory directory,
        string address,
        string command,
        TimeSpan limit,
        CancellationToken cancellationToken,
        string? input = null
    ) =>
        Shell.TryRunAsync(
            "ssh",
            [
                "-i",
                directory.SshKey,
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=10",
                "-F",
                "none",
                "-o",
                $"UserKnownHostsFile={directory.KnownHosts}",
                "-o",
                "GlobalKnownHostsFile=none",
                "-o",
                "StrictHostKeyChecking=yes",
                $"root@{address}",
                command,
            ],
            limit,
            input: input,
            cancellationToken: cancellationToken
        );
}
