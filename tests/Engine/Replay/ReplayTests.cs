using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Replay;

/// <summary>The recorded program and providers, run by our engine: it prints what the real one printed.</summary>
public partial class ReplayTests
{
    [Fact]
    public async Task A_stack_from_its_first_preview_to_its_destruction_prints_the_recorded_lines()
    {
        using var world = new EngineWorld("recording");
        await Same(world, new RecordedStep("01-preview"), Operation.Preview, diff: true);
        await Same(world, new RecordedStep("02-up"), Operation.Up);
        await Same(world, new RecordedStep("03-up-again"), Operation.Up);
        await Same(world, new RecordedStep("06-up-change", "04-preview-change"), Operation.Preview, diff: true);
        await Same(world, new RecordedStep("06-up-change"), Operation.Up);
        await Same(world, new RecordedStep("07-up-remove"), Operation.Up);
        await Same(world, new RecordedStep("08-up-fail-create"), Operation.Up, exitCode: 1);
        await Same(world, new RecordedStep("10-refresh"), Operation.Refresh);
        await Same(world, new RecordedStep("11-refresh-drift"), Operation.Refresh);
        await Same(world, new RecordedStep("12-up-heal"), Operation.Up);
        await Same(world, new RecordedStep("14-destroy"), Operation.Destroy);
    }

    private static async Task Same(EngineWorld world, RecordedStep step, Operation operation, bool diff = false, int exitCode = 0)
    {
        var (result, text) = await world.RunAsync(operation, options => options with
        {
            Stack = "rec",
            Diff = diff,
            ProgramInProcess = new ReplayedProgram(step).RunAsync,
            Providers = package => new RecordedProvider(step, package),
        });
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(string.Join('\n', Lines(step.Text)), string.Join('\n', Lines(text)));
    }

    /// <summary>
    /// The lines, sorted, because eight things happen at once. What differs by design is left out: times, ids of providers, the
    /// real provider's warnings, lines about the stack itself (the recording lost those that had a plugin's warning in them), the
    /// advice to run "pulumi stack rm".
    /// </summary>
    private static IEnumerable<string> Lines(string text) => text.Split('\n')
        .Select(line => Warning().Replace(Time().Replace(ProviderId().Replace(line, "::default::ID"), "(T)"), "").TrimEnd())
        .Where(line => line.Trim() is not ("" or "Diagnostics:") && !StackRow().IsMatch(line) && !DiagnosticsHead().IsMatch(line)
            && !line.StartsWith("warning: ", StringComparison.Ordinal) && !line.StartsWith("Duration: ", StringComparison.Ordinal)
            && !line.StartsWith("The resources in the stack", StringComparison.Ordinal) && !line.StartsWith("If you want to remove", StringComparison.Ordinal))
        .Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\(\d+(\.\d+)?s\)")]
    private static partial Regex Time();

    [GeneratedRegex(@"\s+warning: \[WARNING\].*$")]
    private static partial Regex Warning();

    [GeneratedRegex(@"(?<=pulumi:providers:\w+)::\w+::[0-9a-f-]{36}")]
    private static partial Regex ProviderId();

    [GeneratedRegex(@"^ .{2} pulumi:pulumi:Stack ")]
    private static partial Regex StackRow();

    [GeneratedRegex(@"^( {2}\S+ \(.+\):| {4}warning: .*)$")]
    private static partial Regex DiagnosticsHead();
}
