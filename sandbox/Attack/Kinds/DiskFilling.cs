using System.Globalization;
using System.Text;
using NodeBBInfra.Sandbox.Attack.Requests;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>Visitors without a session send large and slow bodies. The disk must not fill, and the forum must keep answering.</summary>
internal sealed class DiskFilling : IAttack
{
    private const int BodyMegabytes = 100;
    private const int Megabyte = 1 << 20;
    private static readonly string Chunk = new('x', 64 * 1024);
    private static readonly string[] Paths =
    [
        "/",
        "/login",
        "/register",
        "/api/v3/topics",
        "/assets/client.css",
        "/socket.io/",
        "/inbox",
        "/api/config",
        "/nothing",
        "/.well-known/x",
        "/uploads/x",
        "/assets/uploads/x",
    ];

    public string Kind => "disk filling";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        var visitors = run.Count(24, 12);
        var each = run.Count(30, 12);
        await run.Log.TryAsync(
            Kind,
            "bodies-on-all-paths",
            $"{visitors} strangers send bodies of {BodyMegabytes} MB to many paths at once, with and without a length",
            TimeSpan.FromMinutes(2),
            async stop =>
                await FillAsync(
                    run,
                    [.. Enumerable.Range(0, visitors).Select(i => new Sender(i, Paths[i % Paths.Length], i % 3 == 0))],
                    each,
                    mostMegabytes: visitors * 2,
                    stop
                ),
            cancellationToken
        );

        await run.Log.TryAsync(
            Kind,
            "uploads-of-one",
            $"one stranger sends {visitors} bodies at once to the routes that take uploads",
            TimeSpan.FromMinutes(2),
            async stop =>
                await FillAsync(
                    run,
                    [.. Enumerable.Range(0, visitors).Select(i => new Sender(0, "/api/post/upload", i % 3 == 0))],
                    each,
                    mostMegabytes: visitors * each / 2,
                    stop
                ),
            cancellationToken
        );

        if (!run.Short)
        {
            await run.Log.TryAsync(
                Kind,
                "slow-bodies",
                "one stranger opens 60 bodies and sends nothing more",
                TimeSpan.FromMinutes(2),
                stop => StallAsync(run, 60, TimeSpan.FromSeconds(45), stop),
                cancellationToken
            );
        }
    }

    /// <summary>One connection that sends a body.</summary>
    private sealed record Sender(int Visitor, string Path, bool IsChunked);

    private static async Task<string> FillAsync(
        AttackRun run,
        IReadOnlyList<Sender> senders,
        int megabytesEach,
        int mostMegabytes,
        CancellationToken cancellationToken
    )
    {
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (most, slowest, unanswered) = (0L, TimeSpan.Zero, 0);
        var sent = Task.WhenAll(senders.Select(sender => SendAsync(run, sender, megabytesEach, sending.Token)));
        while (!sent.IsCompleted)
        {
            most = Math.Max(most, await TemporaryBytesAsync(run, cancellationToken));
            var (answered, took) = await AskAsync(run, cancellationToken);
            unanswered += answered ? 0 : 1;
            slowest = took > slowest ? took : slowest;
        }
        most = Math.Max(most, await TemporaryBytesAsync(run, cancellationToken));
        await sending.CancelAsync();
        var accepted = (await sent).Sum();
        var seen =
            $"{accepted / Megabyte} MB taken, {most / Megabyte} MB on the disk at once, slowest page {slowest.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";
        return most > (long)mostMegabytes * Megabyte ? throw new NotHeldException($"{seen}; at most {mostMegabytes} MB would do")
            : unanswered > 0 || slowest > TimeSpan.FromSeconds(8) ? throw new NotHeldException($"{seen}, {unanswered} pages not answered")
            : seen;
    }

    /// <summary>
    /// Sends as much of the body as the server accepts, holds the connection, and closes it. Returns the number of accepted bytes.
    /// </summary>
    private static async Task<long> SendAsync(AttackRun run, Sender sender, int megabytes, CancellationToken cancellationToken)
    {
        var taken = 0L;
        try
        {
            await using var connection = await OpenAsync(
                run,
                sender.Visitor,
                sender.Path,
                sender.IsChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {BodyMegabytes * Megabyte}",
                cancellationToken
            );
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(40));
            while (taken < (long)megabytes * Megabyte && !connection.HasNews)
            {
                await connection.WriteAsync(sender.IsChunked ? $"{Chunk.Length:x}\r\n{Chunk}\r\n" : Chunk, patience.Token);
                taken += Chunk.Length;
            }
            if (!connection.HasNews)
                await Task.Delay(TimeSpan.FromSeconds(4), cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The server refused or closed the connection.
        }
        return taken;
    }

    /// <summary>Slow bodies: starts many, each with one byte. A client must not get many connections, nor keep them for long.</summary>
    private static async Task<string> StallAsync(AttackRun run, int count, TimeSpan patience, CancellationToken cancellationToken)
    {
        var connections = new List<RawConnection>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                connections.Add(await OpenAsync(run, 7, Paths[i % Paths.Length], "Content-Length: 1000", cancellationToken));
                await connections[^1].WriteAsync("x", cancellationToken);
            }
            var end = DateTime.UtcNow + patience;
            while (DateTime.UtcNow < end && connections.Any(connection => !connection.HasNews))
                await Task.Delay(500, cancellationToken);
            var left = connections.Count(connection => !connection.HasNews);
            var (answered, took) = await AskAsync(run, cancellationToken);
            return left > 0 ? throw new NotHeldException($"{left} of {count} still open after {patience.TotalSeconds:0} s")
                : !answered ? throw new NotHeldException("the forum does not answer others")
                : $"all {count} ended within {patience.TotalSeconds:0} s, others answered in {took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }

    private static async Task<RawConnection> OpenAsync(
        AttackRun run,
        int visitor,
        string path,
        string length,
        CancellationToken cancellationToken
    )
    {
        var connection = await RawConnection.OpenAsync(
            run.Visitors.Origin(),
            run.Visitors.Source(visitor),
            run.Visitors.Domain,
            cancellationToken
        );
        var head = new StringBuilder($"POST {path} HTTP/1.1\r\nHost: {run.Visitors.Domain}\r\n{Visitors.Browser}\r\n")
            .Append(CultureInfo.InvariantCulture, $"CF-Connecting-IP: {Visitors.Address(visitor)}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: application/octet-stream\r\n{length}\r\n\r\n");
        await connection.WriteAsync(head.ToString(), cancellationToken);
        return connection;
    }

    /// <summary>A request of another visitor during the attack.</summary>
    private static async Task<(bool Answered, TimeSpan Took)> AskAsync(AttackRun run, CancellationToken cancellationToken)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using var visitor = run.Visitors.AtOrigin(200);
        try
        {
            var answer = await visitor.AskAsync("/api/config", cancellationToken);
            return (answer.Status == 200, watch.Elapsed);
        }
        catch (InvalidOperationException)
        {
            return (false, watch.Elapsed);
        }
    }

    private static async Task<long> TemporaryBytesAsync(AttackRun run, CancellationToken cancellationToken) =>
        long.Parse(await run.Host.ScriptAsync("temporary-bytes.sh", [], cancellationToken), CultureInfo.InvariantCulture);
}
