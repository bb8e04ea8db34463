using System.Text.Json;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Values;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands.PulumiCommand;

/// <summary>Runs the pulumi command in place of the sandbox's engine, with a backend in the world's directory.</summary>
internal static class PulumiEngine
{
    /// <summary>Runs one operation on one stack and prints the command's output.</summary>
    /// <exception cref="SandboxException">There is no command, or it failed outside of the operation.</exception>
    public static async Task<EngineResult> ExecuteAsync(EngineOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var cli = await PulumiCli.FindAsync(cancellationToken);
        PulumiProject project;
        try
        {
            project = PulumiProject.Write(options);
        }
        catch (EngineException error)
        {
            await output.WriteLineAsync($"error: {error.Message}");
            return Failed(1, new PrintedRows(), null);
        }

        await using var providers = await AttachedProviders.StartAsync(cli, cancellationToken);
        var served = providers.Packages.Count > 0 ? $"; providers of the sandbox: {string.Join(", ", providers.Packages)}" : "";
        await output.WriteLineAsync($"{cli}{served}");
        var environment = Environment(options, project, providers);
        await CreateStackAsync(cli, options, project, environment, cancellationToken);
        var rows = new PrintedRows();
        var exitCode = await cli.RunAsync(Arguments(options), project.Directory, environment, output, rows.See, cancellationToken);
        var logins = providers.Packages.Contains("command") ? providers.Logins.Count : (int?)null;
        return exitCode == 0 && options.Operation != Operation.Preview
            ? new EngineResult(
                0,
                await CountsAsync(cli, options, project, environment, cancellationToken),
                await OutputsAsync(cli, options, project, environment, cancellationToken),
                rows.Timings,
                logins
            )
            : Failed(exitCode, rows, logins);
    }

    /// <summary>https://www.pulumi.com/docs/iac/cli/commands/</summary>
    internal static IReadOnlyList<string> Arguments(EngineOptions options)
    {
        var preview = options.Operation == Operation.Preview;
        List<string> arguments =
        [
            options.Operation.ToString().ToLowerInvariant(),
            "--stack",
            options.Stack,
            "--non-interactive",
            "--color",
            "never",
            "--skip-plugin-pre-install",
        ];
        arguments.AddRange(preview ? [] : ["--yes", "--skip-preview"]);
        arguments.AddRange(options.Diff ? ["--diff"] : []);
        arguments.AddRange(options.Refresh && options.Operation != Operation.Refresh ? ["--refresh"] : []);
        arguments.AddRange(options.ExpectNoChanges ? ["--expect-no-changes"] : []);
        return arguments;
    }

    private static EngineResult Failed(int exitCode, PrintedRows rows, int? logins) =>
        new(exitCode, new Dictionary<string, int>(), new Dictionary<string, object?>(), rows.Timings, logins);

    private static Dictionary<string, string> Environment(EngineOptions options, PulumiProject project, AttachedProviders providers) =>
        new()
        {
            ["PULUMI_BACKEND_URL"] = $"file://{project.Backend}",
            ["PULUMI_CONFIG_PASSPHRASE"] = options.Passphrase,
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            ["PULUMI_DEBUG_PROVIDERS"] = providers.Variable,
        };

    private static async Task CreateStackAsync(
        PulumiCli cli,
        EngineOptions options,
        PulumiProject project,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    )
    {
        using var stacks = JsonDocument.Parse(await AskAsync(["stack", "ls", "--json"]));
        if (!stacks.RootElement.EnumerateArray().Any(stack => stack.GetProperty("name").GetString()!.Split('/')[^1] == options.Stack))
            await AskAsync(["stack", "init", options.Stack, "--secrets-provider", "passphrase", "--no-select"]);

        Task<string> AskAsync(string[] arguments) => RunAsync(cli, arguments, project, environment, cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<string, object?>> OutputsAsync(
        PulumiCli cli,
        EngineOptions options,
        PulumiProject project,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    )
    {
        using var outputs = JsonDocument.Parse(
            await RunAsync(
                cli,
                ["stack", "output", "--json", "--show-secrets", "--stack", options.Stack],
                project,
                environment,
                cancellationToken
            )
        );
        return outputs
            .RootElement.EnumerateObject()
            .ToDictionary(output => output.Name, output => JsonValues.ToPlainObject(JsonValues.ToValue(output.Value)));
    }

    /// <summary>The operation counts from the command's stack history.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> CountsAsync(
        PulumiCli cli,
        EngineOptions options,
        PulumiProject project,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    )
    {
        using var history = JsonDocument.Parse(
            await RunAsync(
                cli,
                ["stack", "history", "--json", "--page-size", "1", "--stack", options.Stack],
                project,
                environment,
                cancellationToken
            )
        );
        return
            history.RootElement.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } last
            && last.TryGetProperty("resourceChanges", out var changes)
            ? changes.EnumerateObject().ToDictionary(change => change.Name, change => change.Value.GetInt32())
            : [];
    }

    private static Task<string> RunAsync(
        PulumiCli cli,
        string[] arguments,
        PulumiProject project,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    ) =>
        Shell.RunAsync(
            cli.Program,
            [.. arguments, "--non-interactive"],
            directory: project.Directory,
            environment: environment,
            cancellationToken: cancellationToken
        );
}
