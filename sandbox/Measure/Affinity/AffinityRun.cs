using System.Globalization;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>Inside the namespaces: measures every strategy in every scenario, in turn.</summary>
internal static class AffinityRun
{
    // As in components/Origin/Forum/nodebb@.service.
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(2);

    // Strategies for comparison show their losses with a tenth of the sessions.
    private const int SmallerBy = 10;

    /// <summary>Runs all measurements.</summary>
    public static async Task<AffinityResult> RunAsync(MeasurementPlan plan, TextWriter progress, CancellationToken cancellationToken)
    {
        await Addresses.MakeAsync(cancellationToken);
        await using var origin = await OriginMachine.StartAsync(plan, cancellationToken);
        await using var edge = await EdgeMachine.StartAsync(cancellationToken);
        var version = await Nginx.VersionAsync(cancellationToken);
        await progress.WriteLineAsync($"{plan.ForumName}, {OriginMachine.Ports.Count} workers, {version}");

        var cells = new List<Cell>();
        foreach (var strategy in Strategy.All)
        {
            foreach (var scenario in Scenario.All)
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                var cell = await MeasureAsync(plan, origin, edge, strategy, scenario, cancellationToken);
                cells.Add(cell);
                await progress.WriteLineAsync(Describe(cell, watch.Elapsed));
            }
        }
        return new AffinityResult(plan.ForumName, version, cells);
    }

    private static string Describe(Cell cell, TimeSpan time)
    {
        var why = cell.Lost == 0 ? "" : $" (mostly \"{cell.Reasons.MaxBy(reason => reason.Value).Key}\")";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{cell.Strategy}, {cell.Scenario}: {cell.Lost} of {cell.Sessions} lost{why}, largest share {cell.LargestShare * 100:0} %, {time.TotalSeconds:0.0} s"
        );
    }

    private static async Task<Cell> MeasureAsync(
        MeasurementPlan plan,
        OriginMachine origin,
        EdgeMachine edge,
        Strategy strategy,
        Scenario scenario,
        CancellationToken cancellationToken
    )
    {
        var sessions = strategy.IsDefault ? plan.Size : Math.Max(1, plan.Size / SmallerBy);
        await using var nginx = await Nginx.StartAsync(plan, strategy.Files.WithWorkerLog(), cancellationToken);
        var killed = new List<int>();
        var restarts = Task.CompletedTask;
        var outcomes = await AffinityVisitors.PlayAsync(plan, edge.AuthorityFile, scenario, sessions, KillAsync, cancellationToken);
        await restarts;
        var workers = await WorkerLog.FirstWorkersAsync(cancellationToken);
        return Count(strategy, scenario, [.. outcomes.Select(outcome => Judge(outcome, scenario, killed, workers))], workers);

        // One at a time, so that each worker is down once.
        async Task KillAsync()
        {
            await restarts;
            var port = OriginMachine.Ports[killed.Count % OriginMachine.Ports.Count];
            killed.Add(port);
            await origin.KillWorkerAsync(port);
            restarts = RestartAsync();

            async Task RestartAsync()
            {
                await Task.Delay(RestartDelay, cancellationToken);
                await origin.StartWorkerAsync(port, cancellationToken);
            }
        }
    }

    // Only nginx knows which visitor was on which worker.
    private static Outcome Judge(Outcome outcome, Scenario scenario, List<int> killed, IReadOnlyDictionary<int, int> workers)
    {
        if (scenario.Id != Scenario.Killed || outcome.Lost is not null || outcome.Reconnects == 0)
            return outcome;
        var worker = workers.TryGetValue(outcome.Id, out var first)
            ? first
            : throw new SandboxException($"nginx has logged nothing of visitor {outcome.Id}.");
        return worker == killed[outcome.Id / scenario.AtOnce]
            ? outcome
            : outcome with
            {
                Lost = "was on a worker that lived, and had to connect again",
            };
    }

    private static Cell Count(Strategy strategy, Scenario scenario, IReadOnlyList<Outcome> outcomes, IReadOnlyDictionary<int, int> workers)
    {
        var lost = outcomes.Where(outcome => outcome.Lost is not null).ToList();
        var back = outcomes.Where(outcome => outcome.Lost is null && outcome.Reconnects > 0).ToList();
        return new Cell(
            strategy.Name,
            scenario.Name,
            outcomes.Count,
            lost.Count,
            lost.CountBy(outcome => outcome.Mode).ToDictionary(),
            workers.Count == 0 ? 0 : workers.Values.CountBy(port => port).Max(count => count.Value) / (double)workers.Count,
            lost.CountBy(outcome => outcome.Lost!).ToDictionary(),
            back.Count,
            back.Max(outcome => outcome.Back) ?? 0
        );
    }
}
