using NodeBBInfra.Sandbox.Measure.AffinityRuns;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Tests.AffinityRuns;

/// <summary>A short `make affinity`, shared by all tests: 300 sessions of the default strategy per scenario, 30 of each other.</summary>
public sealed class ShortRun : IAsyncLifetime
{
    internal const int Sessions = 300;

    internal AffinityResult Result { get; private set; } = null!;

    internal static Task<MeasurementPlan> PlanAsync() =>
        Preparation.PlanAsync(Measurements.Affinity, Repository.Root, nodebb: null, Sessions, TextWriter.Null, CancellationToken.None);

    public async Task InitializeAsync()
    {
        if (new HostFactAttribute().Skip is null)
            Result = await Isolation.RunAsync<AffinityResult>(await PlanAsync(), CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal Cell Of(string strategy, string scenario) =>
        Result.Cells.Single(cell => cell.Strategy == strategy && cell.Scenario == scenario);
}
