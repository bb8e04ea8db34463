using System.CommandLine;
using System.CommandLine.Parsing;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

/// <summary>
/// <c>sandbox/path/pulumi</c>: the pulumi commands and options that this project's documents name, on the sandbox's engine and a world's
/// stack, with the real messages and exit codes. All others are refused by name. There are no prompts: where the real command would ask,
/// it needs --yes or PULUMI_SKIP_CONFIRMATIONS, like the real one without a terminal.
/// https://www.pulumi.com/docs/iac/cli/commands/
/// </summary>
internal static class StandInCommand
{
    /// <summary>Older than any version this project supports, so that nobody mistakes it for the real command.</summary>
    public const string Version = "0.0.0-sandbox";

    public static readonly Option<string?> Stack = new("--stack", "-s") { Recursive = true };
    public static readonly Option<bool> Yes = new("--yes", "-y");

    /// <summary>Runs one command and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var version = new Command("version");
        version.SetAction(_ => Console.WriteLine($"v{Version}"));
        var root = new Command("pulumi", "A stand-in for Pulumi's command, on the sandbox's engine.") { Stack, version };
        foreach (
            var command in (IEnumerable<Command>)
                [
                    .. OperationCommands.All,
                    ImportCommand.Create(),
                    StackCommands.Create(),
                    StateCommands.Create(),
                    ConfigCommands.Create(),
                    StackCommands.Cancel(),
                ]
        )
        {
            root.Add(command);
        }

        var parsed = root.Parse(arguments);
        if (Complaint(parsed, root) is { } complaint)
            return await FailAsync(complaint);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                cancellationToken
            );
        }
        catch (Exception error) when (error is EngineException or SandboxException or IOException)
        {
            return await FailAsync(error.Message);
        }
    }

    /// <summary>Requires the confirmation that the real command prompts for.</summary>
    /// <exception cref="EngineException">There is no confirmation.</exception>
    public static void RequireYes(ParseResult result, params Option<bool>[] also)
    {
        var confirmed = Environment.GetEnvironmentVariable("PULUMI_SKIP_CONFIRMATIONS") is "true" or "1";
        if (!confirmed && !result.GetValue(Yes) && !also.Any(option => result.GetValue(option)))
        {
            throw new EngineException(
                "--yes or --skip-preview or --preview-only must be passed in to proceed when running in non-interactive mode"
            );
        }
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"error: {message}");
        return 1;
    }

    private static string? Complaint(ParseResult parsed, Command root)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault(token => token.StartsWith('-')) is { } option)
            return $"unknown flag: {option.Split('=')[0]} (the sandbox's stand-in for pulumi has only what this project's documents use)";
        if (parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command.Subcommands.Count > 0)
            return $"unknown command \"{parsed.UnmatchedTokens[0]}\" for \"{Path(parsed.CommandResult, root)}\" (the sandbox's stand-in for pulumi has only what this project's documents use)";
        return parsed.Errors.Count > 0 ? parsed.Errors[0].Message : null;
    }

    private static string Path(CommandResult result, Command root) =>
        result.Command == root
            ? "pulumi"
            : $"{(result.Parent is CommandResult parent ? Path(parent, root) : "pulumi")} {result.Command.Name}";
}
