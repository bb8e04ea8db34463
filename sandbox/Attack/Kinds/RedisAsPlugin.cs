using System.Net;
using System.Net.Sockets;
using System.Text;
using NodeBBInfra.Sandbox.Attack.OnHost;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>A plugin tries to become Redis's administrator with the forum's password.</summary>
internal sealed class RedisAsPlugin : IAttack
{
    private const string Script = "redis-plugin.sh";
    private static readonly string[] Times = ["at once", "after a restart"];

    public string Kind => "redis";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        await run.Log.TryAsync(
            Kind,
            "administrators-commands",
            "CONFIG, ACL, MODULE, DEBUG, REPLICAOF, SHUTDOWN, FLUSHALL, EVAL and others with the forum's password",
            TimeSpan.FromSeconds(90),
            async stop =>
            {
                var lines = AttackedHost.Lines(await run.Host.ScriptAsync(Script, ["commands"], stop));
                var allowed = lines.Where(line => line.StartsWith("allowed", StringComparison.Ordinal)).ToList();
                return lines.Length < 20 ? throw new InvalidOperationException($"only {lines.Length} commands were tried")
                    : allowed.Count == 0 ? $"{lines.Length} commands, all refused"
                    : throw new NotHeldException($"{allowed.Count} of {lines.Length} commands allowed", allowed);
            },
            cancellationToken
        );

        await run.Log.TryAsync(
            Kind,
            "open-to-the-world",
            "no password, all addresses, CONFIG REWRITE; then asked from outside, before and after a restart",
            TimeSpan.FromMinutes(3),
            async stop =>
            {
                var said = await run.Host.ScriptAsync(Script, ["open"], stop);
                try
                {
                    var seen = new List<string>();
                    foreach (var when in Times)
                    {
                        if (when == Times[1])
                            await run.Host.RootAsync("systemctl restart redis-server && sleep 1", stop);
                        var outside = await PingAsync(run.Visitors.Origin(6379), stop);
                        if (outside is not null)
                            seen.Add($"{when}: {run.Visitors.Origin().Address}:6379 answers a stranger \"{outside}\"");
                        var listening = AttackedHost.Lines(await run.Host.ScriptAsync(Script, ["listeners"], stop));
                        seen.AddRange(listening.Select(line => $"{when}: {line}"));
                    }
                    return seen.Count == 0
                        ? "loopback only and with a password, before and after"
                        : throw new NotHeldException(seen[0], [.. seen, .. AttackedHost.Lines(said)]);
                }
                finally
                {
                    await RestoreAsync(run);
                }
            },
            cancellationToken
        );
    }

    private static async Task RestoreAsync(AttackRun run)
    {
        var step = run.Steps["redis"];
        await run.Steps.RunAsync(step, TimeSpan.FromMinutes(3), CancellationToken.None);
        await run.Host.TryRootAsync("systemctl restart redis-server", CancellationToken.None);
        await run.Steps.RunAsync(step, TimeSpan.FromMinutes(3), CancellationToken.None);
    }

    /// <summary>Redis's answer to a remote client without a password; null without an answer.</summary>
    private static async Task<string?> PingAsync(IPEndPoint redis, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            await client.ConnectAsync(redis, limit.Token);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), limit.Token);
            var answer = new byte[200];
            return Encoding.ASCII.GetString(answer, 0, await client.GetStream().ReadAsync(answer, limit.Token)).TrimEnd();
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
