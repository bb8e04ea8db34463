using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>The files that a world writes into the host before boot: SSH keys, the forum's addresses, trusted certificates.</summary>
internal sealed class HostFiles(WorldDirectory world, HostDirectory directory, string edge, IEnumerable<string> names)
{
    private const string MachineBundle = "/etc/ssl/certs/ca-certificates.crt";

    /// <summary>Writes the files into the mounted root file system.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        Put("etc/hostname", "origin\n");
        Put("etc/hosts", Hosts());
        Put("etc/resolv.conf", NameServers());
        Put("root/.ssh/authorized_keys", HostSsh.PublicKey(world.SshKey) + "\n", ownerOnly: true);
        Put("etc/ssh/ssh_host_ed25519_key", await File.ReadAllTextAsync(directory.SshHostKey, cancellationToken), ownerOnly: true);
        Put("etc/ssh/ssh_host_ed25519_key.pub", HostSsh.PublicKey(directory.SshHostKey) + "\n");
        await TrustAsync(cancellationToken);
    }

    /// <summary>The forum's lines replace public DNS.</summary>
    private string Hosts() =>
        $"""
            127.0.0.1 localhost origin
            ::1 localhost ip6-localhost ip6-loopback
            {edge} {string.Join(' ', names)}

            """;

    private static string NameServers()
    {
        var lines = ReadNameServers("/etc/resolv.conf");
        // The host cannot reach a resolver on this machine's loopback; systemd-resolved lists its upstream resolvers in another file.
        var reachable = lines
            .Where(line => !line.Contains(" 127.", StringComparison.Ordinal) && !line.Contains(" ::1", StringComparison.Ordinal))
            .ToArray();
        return string.Join('\n', reachable.Length > 0 ? reachable : ReadNameServers("/run/systemd/resolve/resolv.conf")) + "\n";
    }

    private static string[] ReadNameServers(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Where(line => line.StartsWith("nameserver ", StringComparison.Ordinal))] : [];

    /// <summary>
    /// The host trusts this machine's certificates (a company proxy's, for example) and the sandbox's CA, added the Debian way.
    /// </summary>
    private async Task TrustAsync(CancellationToken cancellationToken)
    {
        var known = Certificates(Path.Combine(directory.RootFs, MachineBundle[1..])).Select(c => c.Thumbprint).ToHashSet();
        foreach (
            var certificate in Certificates(MachineBundle)
                .Concat(Certificates(world.CaCertificate))
                .Where(c => !known.Contains(c.Thumbprint))
        )
        {
            Put($"usr/local/share/ca-certificates/sandbox-{certificate.Thumbprint[..16]}.crt", certificate.ExportCertificatePem() + "\n");
        }

        await Shell.RunAsync("chroot", [directory.RootFs, "update-ca-certificates"], cancellationToken: cancellationToken);
    }

    private static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        if (File.Exists(file))
            certificates.ImportFromPemFile(file);
        return certificates;
    }

    // Delete first: a symlink in the host's file system could point to this machine's.
    private void Put(string relativePath, string text, bool ownerOnly = false)
    {
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var path = Path.Combine(directory.RootFs, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        var mode = ownerOnly ? UnixFileMode.UserRead | UnixFileMode.UserWrite : readable;
        using var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = mode,
            }
        );
        file.Write(Encoding.UTF8.GetBytes(text));
    }
}
