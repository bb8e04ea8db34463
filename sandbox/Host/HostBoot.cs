using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>Boots the host as a container with its own systemd, and waits until one can log in.</summary>
internal sealed class HostBoot(WorldDirectory directory, WorldAddresses addresses, Background background)
{
    /// <summary>The container's name among the world's processes.</summary>
    public const string ProcessName = "host";

    /// <summary>Starts it, unless it runs.</summary>
    public void Start()
    {
        // Where systemd runs this machine the container gets a scope of its own; elsewhere there is nobody to ask for one.
        string[] unit = HostCgroup.SystemdIsHere ? [] : ["--keep-unit"];
        background.Start(
            ProcessName,
            "systemd-nspawn",
            [
                "--quiet", "--directory", directory.RootFs, $"--machine={addresses.Namespace}", "--hostname=origin", "--boot", "--register=no", .. unit,
                $"--network-namespace-path=/run/netns/{addresses.Namespace}", "--capability=CAP_NET_ADMIN", "--resolv-conf=off", "--timezone=off",
                "--link-journal=no", "--console=pipe",
            ],
            // The host's systemd needs the unified hierarchy also where this machine still has the old one beside it.
            new Dictionary<string, string> { ["SYSTEMD_NSPAWN_UNIFIED_HIERARCHY"] = "1" },
            HostCgroup.Make(addresses.Namespace));
    }

    /// <summary>Removes what systemd-nspawn leaves when it has ended.</summary>
    public async Task CleanUpAsync()
    {
        await HostCgroup.RemoveAsync(addresses.Namespace);
        var propagate = $"/run/systemd/nspawn/propagate/{addresses.Namespace}";
        if (Directory.Exists(propagate))
            Directory.Delete(propagate);
    }

    /// <summary>Waits until sshd greets.</summary>
    /// <exception cref="SandboxException">It did not within two minutes, or the container ended; the end of its log is in the message.</exception>
    public Task WaitAsync(CancellationToken cancel) =>
        Waiting.UntilAsync(GreetsAsync, "the host's sshd", ProcessName, directory, background, TimeSpan.FromMinutes(2), cancel);

    /// <summary>Whether the host is up: something answers at its SSH port and names the protocol.</summary>
    public async Task<bool> GreetsAsync(CancellationToken cancel)
    {
        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await client.ConnectAsync(new IPEndPoint(addresses.Origin, 22), limit.Token);
            var greeting = new byte[8];
            await client.GetStream().ReadExactlyAsync(greeting, limit.Token);
            return Encoding.ASCII.GetString(greeting) == "SSH-2.0-";
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return false;
        }
    }
}
