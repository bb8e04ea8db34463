using NodeBBInfra.Sandbox.Measure.Benchmarks;

namespace NodeBBInfra.Tests.Engine;

/// <summary>The engine's part of <c>make bench</c>.</summary>
public sealed class EngineBenchmarkTests
{
    [Fact]
    public async Task A_round_deploys_deploys_again_and_destroys_in_processes_of_their_own()
    {
        var project = Repository.PathOf("sandbox", "Measure", "Benchmarks", "RandomIds");

        var seconds = await EngineBenchmark.RoundAsync(project, count: 2, default);

        Assert.Equal(3, seconds.Length);
    }
}
