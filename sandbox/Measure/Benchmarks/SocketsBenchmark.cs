using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks;

/// <summary>How many WebSockets one nginx holds.</summary>
/// <param name="Tried">The maximum to open.</param>
/// <param name="Held">How many were open and answered an event at the end.</param>
/// <param name="NginxBytes">The growth of nginx's memory.</param>
/// <param name="WorkerBytes">The growth of the forum workers' memory.</param>
/// <param name="OpenFiles">nginx's limit of open files.</param>
internal sealed record Holding(int Tried, int Held, long NginxBytes, long WorkerBytes, string OpenFiles);

/// <summary>The results of both configurations.</summary>
internal sealed record Holdings(Holding Ours, Holding Debians);

/// <summary>Compares how many WebSockets one nginx holds with the stack's files and with Debian's nginx.conf.</summary>
internal static class SocketsBenchmark
{
    private const int Sessions = 300,
        AtOnce = 50,
        SourcesPerRange = 8,
        EnoughRefused = 100;

    // engine.io pings every 25 s, so every socket gets one ping.
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    /// <summary>Inside the namespaces: opens the sockets.</summary>
    public static async Task<Holdings> MeasureAsync(MeasurementPlan plan, TextWriter progress, CancellationToken cancellationToken)
    {
        await Addresses.MakeAsync(cancellationToken);
        await using var origin = await OriginMachine.StartAsync(plan, cancellationToken);
        var state = new CloudflareState($"{Mounts.Base}/zone.json", OriginMachine.Domain.Name, new string('0', 32), "no token");
        Certificates.Issue(state);
        var sessions = await ForumSession.OpenAsync(Sessions, cancellationToken);
        var debians = await HoldAsync("Debian's nginx.conf and the guide's files", NginxFiles.Guide);
        var ours = await HoldAsync("NodeBBInfra's files", NginxFiles.Product(Affinity.Session));
        return new Holdings(ours, debians);

        async Task<Holding> HoldAsync(string name, NginxFiles files)
        {
            await using var nginx = await Nginx.StartAsync(plan, files, cancellationToken);
            var holding = await HoldAllAsync(
                plan.Size,
                nginx,
                origin,
                sessions,
                state.OriginCaRoot,
                new SocketCounter(name, plan.Size, progress),
                cancellationToken
            );
            await progress.WriteLineAsync($"{name}: {holding.Held} of {holding.Tried} held");
            return holding;
        }
    }

    private static async Task<Holding> HoldAllAsync(
        int count,
        OriginProcess nginx,
        OriginMachine origin,
        IReadOnlyList<ForumSession> sessions,
        X509Certificate2 trusted,
        SocketCounter counter,
        CancellationToken cancellationToken
    )
    {
        var (nginxBefore, workersBefore) = (Memory.Of(nginx.Family()), Memory.Of(origin.Workers.Select(worker => worker.Id)));
        using var invoker = HeldSocket.MakeInvoker(
            trusted,
            [.. Addresses.EdgeSources(SourcesPerRange).Where(source => source.GetAddressBytes().Length == 4)]
        );
        var sockets = new List<HeldSocket>();
        var (next, refused) = (-1, 0);
        try
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, AtOnce)
                    .Select(async _ =>
                    {
                        while (
                            Volatile.Read(ref refused) < EnoughRefused && Interlocked.Increment(ref next) is var number && number < count
                        )
                        {
                            var socket = new HeldSocket();
                            lock (sockets)
                                sockets.Add(socket);
                            try
                            {
                                await socket.OpenAsync(sessions[number % sessions.Count], invoker, cancellationToken);
                                counter.Opened();
                            }
                            catch (Exception e)
                                when (e is WebSocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
                            {
                                Interlocked.Increment(ref refused);
                            }
                        }
                    })
            );
            await Task.Delay(Hold, cancellationToken);
            var (nginxNow, workersNow) = (Memory.Of(nginx.Family()), Memory.Of(origin.Workers.Select(worker => worker.Id)));
            var answers = await Task.WhenAll(
                sockets.Where(socket => socket.IsOpen).Select(socket => socket.AnswersAsync(cancellationToken))
            );
            return new Holding(
                sockets.Count,
                answers.Count(answer => answer),
                nginxNow - nginxBefore,
                workersNow - workersBefore,
                Memory.OpenFiles(nginx.Family()[^1])
            );
        }
        finally
        {
            await Task.WhenAll(sockets.Select(socket => socket.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Renders the section.</summary>
    public static string Render(Holdings holdings)
    {
        var (ours, debians) = (holdings.Ours, holdings.Debians);
        var (nginx, workers) = (PerSocket(ours.NginxBytes, ours), PerSocket(ours.WorkerBytes, ours));
        List<string[]> rows =
        [
            ["nginx.conf", "tried", "held", "open files"],
        ];
        foreach (var (name, holding) in new[] { ("Debian's, with the guide's files", debians), ("NodeBBInfra's", ours) })
            rows.Add([name, Number(holding.Tried), Number(holding.Held), holding.OpenFiles]);
        return $"""
            ## WebSockets held at once

            {MarkdownTable.Render(rows, textColumns: 1)}
            Ratio: {Number((double)ours.Held / debians.Held, "0.0")}. Memory for each of the {Number(
                ours.Held
            )} sockets: {nginx} KiB in nginx, {workers} KiB in the forum's workers.

            One nginx on {Environment.ProcessorCount} cores, with TLS, three workers behind it and no edge in front of it. The sockets come from addresses in Cloudflare's ranges and belong to {Sessions} visitors' sessions. A
            socket counts as held if it is open after {Hold.TotalSeconds:0} s (engine.io pings every 25 s) and an event on it is answered then. With Debian's file, sockets are opened until {EnoughRefused} were refused:
            it has `worker_connections 768` in each of nginx's processes, and a proxied WebSocket takes two of them. Memory is the growth of the processes' PSS, without the kernel's socket buffers.
            NodeBBInfra asks for 65,536 open files; the limit above is what this machine allows.

            """;
    }

    private static string PerSocket(long bytes, Holding holding) => holding.Held == 0 ? "-" : Number(bytes / 1024.0 / holding.Held, "0.0");

    private static string Number(double number, string format = "0") => number.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>Reports progress every thousand sockets.</summary>
internal sealed class SocketCounter(string name, int all, TextWriter progress)
{
    private int _opened;

    public void Opened()
    {
        if (Interlocked.Increment(ref _opened) is var opened && opened % 1000 == 0)
            progress.WriteLine($"{name}: {opened} of {all} open");
    }
}
