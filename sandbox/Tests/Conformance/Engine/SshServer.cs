using System.Net;
using System.Net.Sockets;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>Debian's sshd on loopback with its own keys, for the recorded programs' commands as root.</summary>
internal sealed class SshServer : IAsyncDisposable
{
    private readonly TempDirectory _files;
    private readonly RunningProcess _sshd;
    private int _counted;

    private SshServer(int port, RunningProcess sshd, TempDirectory files) => (Port, _sshd, _files) = (port, sshd, files);

    public int Port { get; }

    /// <summary>The login key as text.</summary>
    public string PrivateKey => File.ReadAllText(_files["login"]);

    /// <summary>The host key for a connection.</summary>
    public string HostKey => string.Join(' ', File.ReadAllText(_files["host.pub"]).Split(' ').Take(2)).Trim();

    public static async Task<SshServer> StartAsync()
    {
        var files = new TempDirectory();
        foreach (var key in new[] { "login", "host" })
        {
            await RunningProcess.RunAsync(
                "ssh-keygen",
                ["-q", "-t", "ed25519", "-N", "", "-C", key, "-f", files[key]],
                TimeSpan.FromSeconds(10)
            );
        }

        // sshd's privilege separation needs this folder; the package's service, which is not running, would create it.
        Directory.CreateDirectory("/run/sshd");
        var port = FreePort.Take();
        files.Write(
            "sshd_config",
            $"""
            ListenAddress 127.0.0.1:{port}
            HostKey {files["host"]}
            AuthorizedKeysFile {files["login.pub"]}
            StrictModes no
            PidFile none
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            LogLevel INFO

            """
        );
        // -E logs to a file, so that no child holds a pipe of this process open.
        var sshd = RunningProcess.Start(Tools.Find("sshd")!, ["-D", "-f", files["sshd_config"], "-E", files["log"]]);
        await Eventually.HoldsAsync(() => CanConnect(port), TimeSpan.FromSeconds(10), "sshd listens");
        return new SshServer(port, sshd, files);
    }

    /// <summary>Returns the number of logins since the last call.</summary>
    public int TakeLogins()
    {
        var all = File.ReadLines(_files["log"]).Count(line => line.StartsWith("Accepted publickey", StringComparison.Ordinal));
        (var before, _counted) = (_counted, all);
        return all - before;
    }

    public async ValueTask DisposeAsync()
    {
        await _sshd.DisposeAsync();
        _files.Dispose();
    }

    private static bool CanConnect(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
