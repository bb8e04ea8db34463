using System.Globalization;
using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>Which worker answered which visitor, from nginx's own log (Nginx/worker-log.conf).</summary>
internal static partial class WorkerLog
{
    /// <summary>
    /// The worker that opened each visitor's first socket session. A WebSocket is logged when it closes, so all must be closed.
    /// </summary>
    public static async Task<IReadOnlyDictionary<int, int>> FirstWorkersAsync(CancellationToken cancellationToken)
    {
        var workers = new Dictionary<int, int>();
        foreach (var line in await WholeAsync(cancellationToken))
        {
            // The visitor, the status, the tried workers (the last one answered), the method, socket.io's transport.
            var parts = line.Split(' ');
            var transport = parts[^1];
            if (
                transport == "-"
                || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var visitor)
                || parts[1] is not ("200" or "101")
            )
            {
                continue;
            }

            workers.TryAdd(visitor, int.Parse(Port().Match(parts[^3]).Groups[1].Value, CultureInfo.InvariantCulture));
        }
        return workers;
    }

    // "127.0.0.1:4567", or the socket "unix:/var/lib/nodebb/workers/4567-0123abcd.sock".
    [GeneratedRegex(@"[:/]([0-9]+)(?:-[0-9a-f]{8}\.sock)?\z")]
    private static partial Regex Port();

    // nginx logs the last connections with a delay.
    private static async Task<string[]> WholeAsync(CancellationToken cancellationToken)
    {
        var before = -1L;
        while (new FileInfo(Nginx.WorkerLog).Length is var length && length != before)
        {
            before = length;
            await Task.Delay(300, cancellationToken);
        }
        return await File.ReadAllLinesAsync(Nginx.WorkerLog, cancellationToken);
    }
}
