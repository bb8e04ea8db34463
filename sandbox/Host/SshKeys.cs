namespace NodeBBInfra.Sandbox.Host;

/// <summary>Makes the pair of keys that a login needs: the visitor's and the host's, both ed25519.</summary>
internal static class SshKeys
{
    /// <summary>Makes what is missing.</summary>
    public static async Task MakeAsync(WorldDirectory directory, CancellationToken cancel)
    {
        foreach (var (file, comment) in new[] { (directory.SshKey, "sandbox"), (directory.SshHostKey, "origin") })
        {
            if (!File.Exists(file))
                await Shell.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file], cancel: cancel);
        }
    }

    /// <summary>The public half of a key, as a line for a configuration: type and key, without the comment.</summary>
    public static string PublicKey(string privateKeyFile) =>
        string.Join(' ', File.ReadAllText(privateKeyFile + ".pub").Split(' ').Take(2)).Trim();

    /// <summary>Runs a command on the host with this machine's own ssh, checking the host's key.</summary>
    public static Task<ShellResult> RunAsync(WorldDirectory directory, string address, string command, TimeSpan limit, CancellationToken cancel, string? input = null) =>
        Shell.TryRunAsync(
            "ssh",
            [
                "-i", directory.SshKey, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-F", "none",
                "-o", $"UserKnownHostsFile={directory.KnownHosts}", "-o", "GlobalKnownHostsFile=none", "-o", "StrictHostKeyChecking=yes",
                $"root@{address}", command,
            ],
            limit, input: input, cancel: cancel);
}
