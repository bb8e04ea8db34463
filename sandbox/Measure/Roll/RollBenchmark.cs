using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CliWrap;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.Benchmarks.Deployment;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.Rolls;

/// <summary>Measures what visitors notice of restarts, upgrades and other work on the host.</summary>
internal static class RollBenchmark
{
    private const string Healthy =
        "for port in $(ls /etc/systemd/system/multi-user.target.wants | tr -dc '0-9\\n'); do until curl -q -fsS -o /dev/null -m 5 -H 'Host: x' http://127.0.0.1:$port/ping; do sleep 0.2; done; done";

    // The certificate's name is the domain's: certbot renews the only one.
    private static readonly RollEvent[] Events =
    [
        new("all workers at once", false, (world, stop) => world.OnHostAsync($"systemctl restart 'nodebb@*.service'; {Healthy}", stop)),
        new(
            "one worker after another, without a drain",
            false,
            (world, stop) =>
                world.OnHostAsync(
                    $"for unit in $(systemctl list-units --plain --no-legend 'nodebb@*' | awk '{{ print $1 }}'); do systemctl kill -s KILL $unit; sleep 1; {Healthy}; done",
                    stop
                )
        ),
        new("nodebb-roll", true, (world, stop) => world.OnHostAsync("nodebb-roll", stop)),
        new(
            "an upgrade (pulumi up)",
            true,
            async (world, stop) =>
            {
                await world.OfferReleaseAsync(stop);
                await world.UpAsync(stop);
            }
        ),
        new("back (nodebb-roll --back)", true, (world, stop) => world.OnHostAsync("nodebb-roll --back", stop)),
        new(
            "a renewed certificate",
            true,
            (world, stop) => world.OnHostAsync("certbot renew --quiet --force-renewal --no-random-sleep-on-renew", stop)
        ),
        new("a reload of nginx", true, (world, stop) => world.OnHostAsync("systemctl reload nginx", stop)),
        new("nginx's package", true, (world, stop) => world.OnHostAsync("apt-get -qq install --reinstall --yes nginx", stop)),
        new("Redis's package", true, (world, stop) => world.OnHostAsync("apt-get -qq install --reinstall --yes redis-server", stop)),
    ];

    /// <summary>Deploys a forum in a world of its own, and runs all events in turn.</summary>
    /// <param name="project">The repository.</param>
    /// <param name="nodebb"><c>REPOSITORY[@REF]</c>; null for the stand-in forum.</param>
    /// <param name="load">What the visitors do.</param>
    /// <param name="progress">Receives a line per event.</param>
    /// <param name="cancellationToken">Cancels the run and removes its world.</param>
    public static async Task<(string Forum, IReadOnlyList<RollResult> Results)> RunAsync(
        string project,
        string? nodebb,
        VisitorLoad load,
        TextWriter progress,
        CancellationToken cancellationToken
    )
    {
        await using var world = await DeploymentWorld.StartAsync(project, nodebb, cancellationToken);
        await world.UpAsync(cancellationToken);
        var client = await CachedParts.SocketClientAsync(cancellationToken);
        var results = new List<RollResult>();
        foreach (var happened in Events)
        {
            results.Add(await MeasureAsync(world, happened, load, client, cancellationToken));
            await progress.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"{happened.Name}: {RollReport.Summary(results[^1])}")
            );
        }
        return (world.Forum, results);
    }

    private static async Task<RollResult> MeasureAsync(
        DeploymentWorld world,
        RollEvent happened,
        VisitorLoad load,
        string client,
        CancellationToken cancellationToken
    )
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var ready = new TaskCompletionSource();
        using var end = new CancellationTokenSource();
        var visitors = new
        {
            domain = world.Domain,
            edge = world.EdgeAddress,
            rate = load.Rate,
            websockets = load.WebSockets,
            polling = load.Polling,
        };
        // Next to this program's sources: .../Measure/bin/Debug/net10.0.
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "Roll", "visitors.mjs"));
        var use = Cli.Wrap("node")
            .WithArguments(program)
            .WithEnvironmentVariables(
                new Dictionary<string, string?> { ["CLIENT"] = client, ["VISITORS"] = JsonSerializer.Serialize(visitors) }
            )
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(
                PipeTarget.ToDelegate(line =>
                {
                    error.AppendLine(line);
                    if (line == "ready")
                        ready.SetResult();
                })
            )
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellationToken, end.Token);
        if (await Task.WhenAny(ready.Task, use.Task) == use.Task)
            throw new SandboxException($"The visitors did not connect: {Shell.LastLines(error.ToString(), 10)}");

        var clock = Stopwatch.StartNew();
        var (began, took) = (TimeSpan.Zero, TimeSpan.Zero);
        try
        {
            // What was before, and what comes after.
            var calm = TimeSpan.FromSeconds(3);
            await Task.Delay(calm, cancellationToken);
            began = clock.Elapsed;
            await happened.DoAsync(world, cancellationToken);
            took = clock.Elapsed - began;
            var rest = TimeSpan.FromSeconds((double)load.Requests / load.Rate) - clock.Elapsed;
            await Task.Delay(rest > calm ? rest : calm, cancellationToken);
        }
        finally
        {
            await end.CancelAsync();
            try
            {
                await use;
            }
            catch (OperationCanceledException)
            {
                // That is how they end.
            }
        }
        return output.Length > 0
            ? RollResult.Read(output.ToString(), happened, began.TotalSeconds, took.TotalSeconds)
            : throw new SandboxException($"The visitors of \"{happened.Name}\" failed: {Shell.LastLines(error.ToString(), 10)}");
    }
}
