using System.Globalization;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>Which worker answered whom, by nginx's own log (Nginx/worker-log.conf).</summary>
internal static class WorkerLog
{
    /// <summary>The worker that opened each visitor's first socket session. A WebSocket's line is written when it ends, so all must have ended.</summary>
    public static async Task<IReadOnlyDictionary<int, int>> FirstWorkersAsync(CancellationToken cancel)
    {
        var workers = new Dictionary<int, int>();
        foreach (var line in await WholeAsync(cancel))
        {
            // The visitor, the status, the workers that were asked (the last one answered), the method, the transport of socket.io.
            var parts = line.Split(' ');
            var transport = parts[^1];
            if (transport == "-" || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var visitor) || parts[1] is not ("200" or "101"))
                continue;
            workers.TryAdd(visitor, int.Parse(parts[^3].Split(':')[^1], CultureInfo.InvariantCulture));
        }
        return workers;
    }

    // The lines of the last connections take a moment.
    private static async Task<string[]> WholeAsync(CancellationToken cancel)
    {
        var before = -1L;
        while (new FileInfo(Nginx.WorkerLog).Length is var length && length != before)
        {
            before = length;
            await Task.Delay(300, cancel);
        }
        return await File.ReadAllLinesAsync(Nginx.WorkerLog, cancel);
    }
}
