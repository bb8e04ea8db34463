using NodeBBInfra.Tests.Conformance.Twins;
using NodeBBInfra.Tests.Sdk;
using Xunit.Abstractions;

namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>
/// The C# twins send the recorded programs' requests in every recorded step with a program, given the same configuration and responses.
/// </summary>
[Collection(ProcessEnvironment.Name)]
public class WireConformanceTests(ReplayedTwins twins, ITestOutputHelper output) : IClassFixture<ReplayedTwins>
{
    public static TheoryData<string> Steps => [.. ReplayedTwins.Steps];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_twin_asks_what_the_recorded_program_asked(string step)
    {
        var (comparison, succeeded, exitCode) = twins.Of(step);
        var differences = comparison.Differences.Where(difference => !WireDesign.All.Any(entry => entry.Covers(difference)));
        if (!succeeded)
        {
            // When one fails, how far the others got depends on timing.
            differences = differences.Where(difference => difference is not { Path: "(how often)", Ours: null });
        }

        Assert.True(!differences.Any(), "\n" + string.Join('\n', differences));
        Assert.Equal(succeeded, exitCode == 0);
    }

    [Fact]
    public void Each_difference_by_design_is_one_that_there_is()
    {
        var all = twins.All.SelectMany(comparison => comparison.Differences).ToList();
        var idle = WireDesign.All.Where(entry => !all.Any(entry.Covers));
        Assert.True(!idle.Any(), "\n" + string.Join('\n', idle.Select(entry => $"{entry.Where}: nothing differs so any more")));
    }

    [Fact]
    public void What_was_compared_is_counted()
    {
        var (requests, unpaired, fields) = (
            twins.All.Sum(one => one.Requests),
            twins.All.Sum(one => one.Unpaired),
            twins.All.Sum(one => one.Fields)
        );
        var byDesign = twins.All.Sum(one => one.Differences.Count) - unpaired;
        output.WriteLine(
            $"{twins.All.Count} steps: {requests} requests compared, and {unpaired} that by design only one side makes; "
                + $"{fields} fields compared, of which {byDesign} differ by design. {WireDesign.All.Count} reasons."
        );
        Tally.Add("wire-requests", requests + unpaired, unpaired);
        Tally.Add("wire-fields", fields, byDesign);
        Assert.True(requests > 0 && fields > requests);
    }
}

/// <summary>Replays each recorded step with its program's twin.</summary>
public sealed class ReplayedTwins : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<Task<int>>> s_twins = new()
    {
        ["stack"] = StackTwin.RunAsync,
        ["zone"] = ZoneTwin.RunAsync,
    };

    private readonly Dictionary<string, (WireComparison Comparison, bool Succeeded, int ExitCode)> _steps = [];

    internal static IEnumerable<string> Steps => s_twins.Keys.SelectMany(RecordedProgram.StepsOf);

    internal IReadOnlyCollection<WireComparison> All => [.. _steps.Values.Select(step => step.Comparison)];

    public async Task InitializeAsync()
    {
        foreach (var step in Steps)
        {
            var recorded = new RecordedProgram(step);
            var (exitCode, asked) = await recorded.ReplayAsync(s_twins[step.Split('/')[0]]);
            _steps[step] = (new WireComparison(recorded.Requests, asked), recorded.Succeeded, exitCode);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal (WireComparison Comparison, bool Succeeded, int ExitCode) Of(string step) => _steps[step];
}
