using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>What a world puts into the host before it boots: how to log in, where the forum's name leads, whom to trust.</summary>
internal sealed class HostFiles(WorldDirectory directory, WorldInfo world, WorldAddresses addresses)
{
    private const string MachineBundle = "/etc/ssl/certs/ca-certificates.crt";

    /// <summary>Writes the files into the mounted root file system.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        Put("etc/hostname", "origin\n");
        Put("etc/hosts", Hosts());
        Put("etc/resolv.conf", NameServers());
        Put("root/.ssh/authorized_keys", SshKeys.PublicKey(directory.SshKey) + "\n", ownerOnly: true);
        Put("etc/ssh/ssh_host_ed25519_key", await File.ReadAllTextAsync(directory.SshHostKey, cancel), ownerOnly: true);
        Put("etc/ssh/ssh_host_ed25519_key.pub", SshKeys.PublicKey(directory.SshHostKey) + "\n");
        await TrustAsync(cancel);
    }

    /// <summary>The lines for the forum stand for public DNS.</summary>
    private string Hosts() =>
        $"""
        127.0.0.1 localhost origin
        ::1 localhost ip6-localhost ip6-loopback
        {addresses.Edge} {world.Domain} www.{world.Domain}

        """;

    private static string NameServers()
    {
        var lines = ReadNameServers("/etc/resolv.conf");
        // A resolver on this machine's loopback cannot be reached from the host; systemd-resolved tells the ones behind it.
        var reachable = lines.Where(line => !line.Contains(" 127.", StringComparison.Ordinal) && !line.Contains(" ::1", StringComparison.Ordinal)).ToArray();
        return string.Join('\n', reachable.Length > 0 ? reachable : ReadNameServers("/run/systemd/resolve/resolv.conf")) + "\n";
    }

    private static string[] ReadNameServers(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Where(line => line.StartsWith("nameserver ", StringComparison.Ordinal))] : [];

    /// <summary>The host trusts what this machine trusts (a company's proxy, for one) and the sandbox's authority, the Debian way.</summary>
    private async Task TrustAsync(CancellationToken cancel)
    {
        var known = Certificates(Path.Combine(directory.RootFs, MachineBundle[1..])).Select(c => c.Thumbprint).ToHashSet();
        foreach (var certificate in Certificates(MachineBundle).Concat(Certificates(directory.CaCertificate)).Where(c => !known.Contains(c.Thumbprint)))
            Put($"usr/local/share/ca-certificates/sandbox-{certificate.Thumbprint[..16]}.crt", certificate.ExportCertificatePem() + "\n");
        await Shell.RunAsync("chroot", [directory.RootFs, "update-ca-certificates"], cancel: cancel);
    }

    private static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        if (File.Exists(file))
            certificates.ImportFromPemFile(file);
        return certificates;
    }

    // What is there is removed first: a link in the host's file system could lead into this machine's.
    private void Put(string relativePath, string text, bool ownerOnly = false)
    {
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var path = Path.Combine(directory.RootFs, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        var mode = ownerOnly ? UnixFileMode.UserRead | UnixFileMode.UserWrite : readable;
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode });
        file.Write(Encoding.UTF8.GetBytes(text));
    }
}
