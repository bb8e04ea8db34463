using System.CommandLine;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>
/// Runs only the engine, on any project and state file: <c>engine up --project DIRECTORY --state FILE -- dotnet program.dll</c>. The
/// benchmark and the tests run it as a process, as a user does. It reads PULUMI_CONFIG_PASSPHRASE, like the pulumi command.
/// </summary>
internal static class EngineCommand
{
    private static readonly Argument<Operation> OperationArgument = new("operation");
    private static readonly Option<string> ProjectOption = new("--project") { Required = true };
    private static readonly Option<string> StateOption = new("--state") { Required = true };
    private static readonly Option<string> StackOption = new("--stack") { DefaultValueFactory = _ => "dev" };
    private static readonly Option<string[]> ConfigOption = new("--config") { DefaultValueFactory = _ => [] };
    private static readonly Option<bool> RefreshOption = new("--refresh");
    private static readonly Argument<string[]> ProgramArgument = new("program") { DefaultValueFactory = _ => [] };

    /// <summary>Creates the hidden command.</summary>
    public static Command Create()
    {
        var command = new Command("engine")
        {
            OperationArgument,
            ProjectOption,
            StateOption,
            StackOption,
            ConfigOption,
            RefreshOption,
            ProgramArgument,
        };
        command.Hidden = true;
        command.SetAction(
            async (result, cancellationToken) => (await EngineRun.ExecuteAsync(Options(result), Console.Out, cancellationToken)).ExitCode
        );
        return command;
    }

    private static EngineOptions Options(ParseResult result) =>
        new()
        {
            Operation = result.GetValue(OperationArgument),
            ProjectDirectory = result.GetValue(ProjectOption)!,
            Stack = result.GetValue(StackOption)!,
            StateFile = result.GetValue(StateOption)!,
            Passphrase = Environment.GetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE") ?? "",
            Overlay = result
                .GetValue(ConfigOption)!
                .Select(setting => setting.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => new ConfigValue(pair[^1], Secret: false)),
            Refresh = result.GetValue(RefreshOption),
            Program = result.GetValue(ProgramArgument)!,
        };
}
