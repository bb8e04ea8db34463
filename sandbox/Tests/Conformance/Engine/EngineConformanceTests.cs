using NodeBBInfra.Tests.Conformance.Twins;
using NodeBBInfra.Tests.Sdk;
using Xunit.Abstractions;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>
/// The recorded programs' twins, run by the sandbox's engine, its providers and its Cloudflare API, with a real SSH server, do the same
/// in each step as the real engine and providers did.
/// </summary>
[Collection(ProcessEnvironment.Name)]
public sealed class EngineConformanceTests(ITestOutputHelper output)
{
    // Commands and options that the sandbox does not need. Manual changes after them still happen.
    private static readonly string[] NotInTheSandbox = ["13-preview-json", "09-drift-json", "11-outputs"];

    // After these steps, an up without its own recorded step removed everything.
    private static readonly string[] ClearedAfter =
    [
        "02-cf-429-twice",
        "03-cf-cut-once",
        "04-cf-503-twice",
        "08-cf-ruleset-empty",
        "10-cf-ruleset-noref-removed",
        "31-chain-changed-up",
        "39-program-throws",
        "40-secret-in-create",
        "41-same-name-twice",
    ];

    [ToolFact("root", "sshd")]
    public Task A_stack_from_its_first_preview_to_its_destruction() => RunAsync("stack", "recording", "rec", StackTwin.RunAsync);

    [Fact]
    public Task A_zone_with_functions_imports_drift_and_other_records() =>
        RunAsync("zone", "more", "mor", ZoneTwin.RunAsync, withSsh: false);

    [ToolFact("root", "sshd")]
    public Task A_resource_kind_or_a_mishap_at_a_time() =>
        RunAsync(
            "faults",
            "faults",
            "flt",
            FaultsTwin.RunAsync,
            async (run, next) =>
            {
                switch (next.Label)
                {
                    case "34-retain":
                        await run.Twin.ForgetAsync("keep");
                        break;
                    case "42-after-kill":
                        await run.Twin.KillAsync(next);
                        break;
                    case "45-after-interrupt":
                        // The only step without a line in steps.txt.
                        await run.CleanUpAsync(next, "none");
                        var interrupted = next with { Label = "interrupt", ExitCode = 1, SshLogins = 1 };
                        run.Compare(interrupted, await run.Twin.InterruptAsync(interrupted));
                        break;
                }
            }
        );

    private async Task RunAsync(
        string recording,
        string project,
        string stack,
        Func<Task<int>> twin,
        Func<ConformanceRun, RecordedCommand, Task>? before = null,
        bool withSsh = true
    )
    {
        await using var run = await ConformanceRun.StartAsync(recording, project, stack, twin, withSsh);
        foreach (var step in RecordedCommand.Of(recording))
        {
            if (before is not null)
                await before(run, step);
            if (NotInTheSandbox.Contains(step.Label))
                await run.ByHandAsync(step.Label);
            else
                await run.StepAsync(step, ClearedAfter.Contains(step.Label) ? "none" : null);
        }

        Report(run);
    }

    private void Report(ConformanceRun run)
    {
        foreach (var (kind, result) in run.Results)
        {
            output.WriteLine($"{result.Compared} {kind} compared, {result.DifferByDesign} differ by design");
            Tally.Add(kind.Replace(' ', '-'), result.Compared, result.DifferByDesign);
        }

        List<string> problems = [.. run.Results.SelectMany(result => result.Result.Problems), .. run.Unused];
        Assert.True(problems.Count == 0, $"{problems.Count} differences:\n{string.Join('\n', problems.Take(40))}");
    }
}
