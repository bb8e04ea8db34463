using System.CommandLine;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

/// <summary>The commands that run the engine: preview, up, refresh and destroy.</summary>
internal static class OperationCommands
{
    private static readonly Option<bool> SkipPreview = new("--skip-preview", "-f");
    private static readonly Option<bool> Diff = new("--diff");
    private static readonly Option<bool> Refresh = new("--refresh", "-r");
    private static readonly Option<bool> ExpectNoChanges = new("--expect-no-changes");
    private static readonly Option<bool> ContinueOnError = new("--continue-on-error");
    private static readonly Option<bool> ClearPendingCreates = new("--clear-pending-creates");
    private static readonly Option<string[]> Target = new("--target", "-t");
    private static readonly Option<string[]> Replace = new("--replace");
    private static readonly Option<string?> ImportFile = new("--import-file");

    public static IReadOnlyList<Command> All =>
        [
            Create("preview", Operation.Preview, Diff, Refresh, ExpectNoChanges, Target, Replace, ImportFile),
            Create("up", Operation.Up, StandInCommand.Yes, SkipPreview, Diff, Refresh, ExpectNoChanges, Target, Replace, ContinueOnError),
            Create("refresh", Operation.Refresh, StandInCommand.Yes, SkipPreview, Diff, ExpectNoChanges, Target, ClearPendingCreates),
            Create("destroy", Operation.Destroy, StandInCommand.Yes, SkipPreview, Diff, Refresh, Target, ContinueOnError),
        ];

    private static Command Create(string name, Operation operation, params Option[] options)
    {
        var command = new Command(name);
        foreach (var option in options)
            command.Add(option);
        command.SetAction((result, cancellationToken) => RunAsync(operation, result, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Operation operation, ParseResult result, CancellationToken cancellationToken)
    {
        if (operation != Operation.Preview)
            StandInCommand.RequireYes(result, SkipPreview);
        var stack = StandInStack.Existing(result.GetValue(StandInCommand.Stack));
        var options = stack.Options(operation) with
        {
            Diff = result.GetValue(Diff),
            Refresh = result.GetValue(Refresh),
            ExpectNoChanges = result.GetValue(ExpectNoChanges),
            ContinueOnError = result.GetValue(ContinueOnError),
            ClearPendingCreates = result.GetValue(ClearPendingCreates),
            Targets = result.GetValue(Target) ?? [],
            Replace = result.GetValue(Replace) ?? [],
            ImportFile = result.GetValue(ImportFile),
        };

        // The real command previews first, under the same lock, and stops if the preview fails.
        if (operation == Operation.Up && !result.GetValue(SkipPreview))
        {
            StateLock.Require(stack.StateFile);
            var preview = await EngineRun.ExecuteAsync(
                options with
                {
                    Operation = Operation.Preview,
                    ExpectNoChanges = false,
                },
                Console.Out,
                cancellationToken
            );
            if (preview.ExitCode != 0)
                return preview.ExitCode;
        }

        return (await EngineRun.ExecuteAsync(options, Console.Out, cancellationToken)).ExitCode;
    }
}
