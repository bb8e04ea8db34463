using NodeBBInfra.Sandbox.Measure.AffinityRuns;

namespace NodeBBInfra.Tests.AffinityRuns;

/// <summary>
/// With real nginx, workers and socket.io clients behind the edge, the default strategy loses no session and the others do.
/// </summary>
[Collection(Alone)]
public sealed class AffinityTests(ShortRun run) : IClassFixture<ShortRun>
{
    internal const string Alone = "affinity";

    [HostFact]
    public void The_default_loses_no_session_in_any_scenario()
    {
        var cells = run.Result.Cells.Where(cell => cell.Strategy == Strategy.Default).ToList();

        Assert.Equal(Scenario.All.Select(scenario => scenario.Name), cells.Select(cell => cell.Scenario));
        Assert.All(
            cells,
            cell =>
            {
                Assert.Equal(ShortRun.Sessions, cell.Sessions);
                Assert.True(cell.Lost == 0, $"{cell.Scenario}: {cell.Lost} lost: {string.Join("; ", cell.Reasons)}");
            }
        );
    }

    [HostTheory]
    [InlineData("NodeBB's docs", "ordinary")]
    [InlineData("NodeBB's docs", "forged X-Forwarded-For")]
    [InlineData("NodeBB's docs", "IPv4/IPv6 flip")]
    [InlineData("NodeBB's docs", "cookie-less first request")]
    [InlineData("the guide", "forged X-Forwarded-For")]
    [InlineData("the guide", "IPv4/IPv6 flip")]
    [InlineData("the guide", "address changes")]
    [InlineData("visitor-ip", "IPv4/IPv6 flip")]
    [InlineData("visitor-ip", "address changes")]
    public void The_other_ways_lose_sessions_where_a_real_forum_lost_them(string strategy, string scenario)
    {
        var cell = run.Of(strategy, scenario);

        Assert.InRange(cell.Lost, 1, cell.Sessions);
        Assert.Contains(cell.Reasons.Keys, reason => reason.Contains("Session ID unknown", StringComparison.Ordinal));
    }

    [HostTheory]
    [InlineData("the guide", "ordinary")]
    [InlineData("visitor-ip", "ordinary")]
    [InlineData("visitor-ip", "forged X-Forwarded-For")]
    public void They_lose_none_where_the_key_does_not_change(string strategy, string scenario) =>
        Assert.Equal(0, run.Of(strategy, scenario).Lost);

    [HostFact]
    public void The_death_of_a_worker_is_survived_by_those_who_were_on_it()
    {
        var cell = run.Of(Strategy.Default, "a worker is killed");

        // About a third of the visitors reconnect; if none do, no worker was killed.
        Assert.InRange(cell.Reconnected, ShortRun.Sessions / 6, ShortRun.Sessions / 2);
    }

    [HostFact]
    public void Visitors_are_spread_over_all_workers()
    {
        Assert.All(
            run.Result.Cells.Where(cell => cell.Strategy == Strategy.Default),
            cell => Assert.InRange(cell.LargestShare, 1 / 3.0, 0.5)
        );
    }
}

/// <summary>Visitors give up after a timeout, as real ones do, so no other test may take the CPU meanwhile.</summary>
[CollectionDefinition(AffinityTests.Alone, DisableParallelization = true)]
public sealed class RunsAlone;
