using System.Net;
using System.Net.Sockets;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>Waits for a background process to be ready.</summary>
internal static class Waiting
{
    /// <summary>A process missing for this long has ended; during exec one may be invisible for a moment.</summary>
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(1);

    /// <summary>Polls every 50 ms.</summary>
    /// <exception cref="SandboxException">Timed out, or the process ended; the message has the end of its log.</exception>
    public static async Task UntilAsync(
        Func<CancellationToken, Task<bool>> isReady,
        string what,
        string process,
        WorldDirectory directory,
        Background background,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var deadline = DateTime.UtcNow + limit;
        var seen = DateTime.UtcNow;
        while (!await isReady(cancellationToken))
        {
            if (background.Running().ContainsKey(process))
            {
                seen = DateTime.UtcNow;
            }
            else if (DateTime.UtcNow - seen > Gone)
            {
                throw new SandboxException(
                    $"The process behind {what} ended. The end of its log, {directory.Log(process)}:\n{LogTail(directory, process)}"
                );
            }

            if (DateTime.UtcNow > deadline)
            {
                throw new SandboxException(
                    $"Waited {limit.TotalSeconds:0} s for {what}, without success. The end of its log, {directory.Log(process)}:\n{LogTail(directory, process)}"
                );
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Whether the address accepts connections.</summary>
    public static async Task<bool> ListensAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(endpoint.AddressFamily);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await client.ConnectAsync(endpoint, limit.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static string LogTail(WorldDirectory directory, string process) =>
        File.Exists(directory.Log(process)) ? Shell.LastLines(File.ReadAllText(directory.Log(process)), 10) : "  (empty)";
}
