using NodeBBInfra.Rules;
using Xunit.Abstractions;

namespace NodeBBInfra.Tests.Rules;

/// <summary>Compares the library's verdicts with those of Cloudflare's published engine.</summary>
public class RecordedVerdictTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_verdict_is_the_engines_or_differs_for_a_reason_in_the_list()
    {
        var recorded = RecordedVerdict.ReadAll();
        var differences = recorded
            .Select(verdict => (Verdict: verdict, Ours: OursOf(verdict)))
            .Where(pair => !Agree(pair.Verdict, pair.Ours))
            .ToList();

        Assert.Equal(8_562, recorded.Count);
        Assert.Empty(
            differences
                .Where(pair => !EngineDifference.All.Any(known => known.Covers(pair.Verdict, pair.Ours)))
                .Select(pair => $"{pair.Verdict.Expression}\n  the engine: {pair.Verdict}, ours: {pair.Ours}\n")
        );
        Assert.Empty(EngineDifference.All.SelectMany(known => known.Unneeded(differences)));

        Tally.Add("rule-verdicts", recorded.Count, differences.Count);
        output.WriteLine($"{recorded.Count} verdicts compared, {differences.Count} of them different by design");
    }

    private static bool Agree(RecordedVerdict recorded, string ours) =>
        recorded.Parses ? ours == Written(recorded.Verdict!.Value) : ours.StartsWith("refused", StringComparison.Ordinal);

    private static string OursOf(RecordedVerdict recorded)
    {
        try
        {
            return Written(RuleExpression.Parse(recorded.Expression).Matches(recorded.Request.ToRequest()));
        }
        catch (RuleSyntaxException refusal)
        {
            return $"refused {refusal.Message}";
        }
    }

    private static string Written(bool verdict) => verdict ? "true" : "false";
}
