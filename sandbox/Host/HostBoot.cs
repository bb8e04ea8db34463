using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>Boots the host as a container with its own systemd and waits for sshd.</summary>
internal sealed class HostBoot(WorldDirectory world, string stack, HostAddresses addresses, Background background)
{
    /// <summary>The container's name in the world's process list.</summary>
    public static string ProcessName(string stack) => $"host-{stack}";

    /// <summary>Starts it unless it is running.</summary>
    public void Start()
    {
        // With systemd, the container gets its own scope; without, nothing can create one.
        string[] unit = HostCgroup.SystemdIsHere ? [] : ["--keep-unit"];
        background.Start(
            ProcessName(stack),
            "systemd-nspawn",
            [
                "--quiet",
                "--directory",
                world.Host(stack).RootFs,
                $"--machine={addresses.Namespace}",
                "--hostname=origin",
                "--boot",
                "--register=no",
                .. unit,
                $"--network-namespace-path=/run/netns/{addresses.Namespace}",
                "--capability=CAP_NET_ADMIN",
                "--resolv-conf=off",
                "--timezone=off",
                "--link-journal=no",
                "--console=pipe",
            ],
            // The host's systemd needs cgroup v2, even on a machine in hybrid mode.
            new Dictionary<string, string> { ["SYSTEMD_NSPAWN_UNIFIED_HIERARCHY"] = "1" },
            HostCgroup.Make(addresses.Namespace)
        );
    }

    /// <summary>Removes what systemd-nspawn leaves behind.</summary>
    public static async Task CleanUpAsync(HostAddresses addresses)
    {
        await HostCgroup.RemoveAsync(addresses.Namespace);
        var propagate = $"/run/systemd/nspawn/propagate/{addresses.Namespace}";
        if (Directory.Exists(propagate))
            Directory.Delete(propagate);
    }

    /// <summary>Waits for sshd's banner.</summary>
    /// <exception cref="SandboxException">
    /// No banner within two minutes, or the container ended; the message has the end of its log.
    /// </exception>
    public Task WaitAsync(CancellationToken cancellationToken) =>
        Waiting.UntilAsync(
            GreetsAsync,
            $"sshd of {stack}'s host",
            ProcessName(stack),
            world,
            background,
            TimeSpan.FromMinutes(2),
            cancellationToken
        );

    /// <summary>Whether the host's SSH port sends a banner.</summary>
    public async Task<bool> GreetsAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
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
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
