using System.Text.Json;
using System.Text.RegularExpressions;
using NodeBBInfra.Tests.Conformance.Twins;
using NodeBBInfra.Tests.Sdk;

namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>
/// For faults/index.js only states were recorded: its twin registers what the real engine's state has after each successful "up".
/// </summary>
[Collection(ProcessEnvironment.Name)]
public partial class StateConformanceTests
{
    public static TheoryData<string, string> Steps
    {
        get
        {
            var steps = new TheoryData<string, string>();
            foreach (Match step in WorkingUp().Matches(File.ReadAllText(PathOf("steps.txt"))))
            {
                var (label, variant) = (step.Groups["label"].Value, step.Groups["variant"].Value);
                if (File.Exists(PathOf(label + ".state.json")))
                    steps.Add(label, variant);
            }

            return steps;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task The_twin_registers_what_the_engine_kept(string label, string variant)
    {
        var state = new RecordedState($"faults/{label}");
        var engine = new RecordingEngine
        {
            Project = "faults",
            Stack = "flt",
            SecretKeys = """["faults:cfToken","faults:sshKey"]""",
            Respond = state.Answer,
        };
        var config = new Dictionary<string, string>
        {
            ["faults:variant"] = variant,
            ["faults:cfToken"] = "token",
            ["faults:sshKey"] = "key",
            ["faults:hostKey"] = "host key",
        };
        Assert.Equal(0, await engine.RunAsync(FaultsTwin.RunAsync, JsonSerializer.Serialize(config)));

        var comparison = new WireComparison(state.Requests, [.. engine.Registered.Select(RecordedState.Masked)]);
        Tally.Add("wire-requests", comparison.Requests, byDesign: 0);
        Tally.Add("wire-fields", comparison.Fields, byDesign: 0);
        Assert.True(comparison.Differences.Count == 0, "\n" + string.Join('\n', comparison.Differences));
    }

    private static string PathOf(string file) => Repository.PathOf("sandbox", "Tests", "Recordings", "faults", file);

    [GeneratedRegex("""^(?<label>\S+) variant=(?<variant>\S+) "pulumi up [^"]*" exit 0 """, RegexOptions.Multiline)]
    private static partial Regex WorkingUp();
}
