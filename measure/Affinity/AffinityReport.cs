using NodeBBInfra.Measure.Machine;

namespace NodeBBInfra.Measure.AffinityRuns;

internal static class AffinityReport
{
    public static async Task<int> RunAsync(Plan plan, string? docs, TextWriter output, CancellationToken cancel)
    {
        var result = await Isolation.RunAsync<AffinityResult>(plan, cancel);
        foreach (var c in result.Cells) await output.WriteLineAsync($"{c.Strategy} {c.Scenario} {string.Join("; ", c.Reasons.Select(r => $"{r.Value} {r.Key}"))} rec {c.Reconnected} {c.BackMilliseconds} {docs}");
        return 0;
    }
}
