using NodeBBInfra.Sandbox.Commands.PulumiCommand;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Builds the options of an engine run from a request and a world.</summary>
internal static class StackRun
{
    /// <summary>Returns the options of a run against a world.</summary>
    public static EngineOptions Options(WorldRequest request, WorldInfo world, Operation operation) =>
        new()
        {
            Operation = operation,
            ProjectDirectory = request.ProjectDirectory,
            Stack = request.Stack,
            StateFile = request.Directory.StateFile(request.Stack),
            Passphrase = world.Passphrase,
            Overlay = Overlay.Of(world, request.Stack),
            FoldWarnings = true,
            Program = Program(request),
        };

    /// <summary>Runs the program with the requested engine.</summary>
    /// <exception cref="SandboxException">
    /// The engine is missing, or the other engine deployed the stack: they cannot read each other's state.
    /// </exception>
    public static async Task<EngineResult> ExecuteAsync(
        WorldRequest request,
        EngineOptions options,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var usesCommand = request.Engine == StackEngine.Pulumi;
        if (Path.Exists(usesCommand ? options.StateFile : PulumiProject.DirectoryOf(options.StateFile)))
        {
            throw new SandboxException(
                $"The stack {options.Stack} of this world was made with ENGINE={(usesCommand ? "sandbox" : "pulumi")}, and each engine has its own state: use that one, or `make destroy` first."
            );
        }

        return usesCommand
            ? await PulumiEngine.ExecuteAsync(options, output, cancellationToken)
            : await EngineRun.ExecuteAsync(options, output, cancellationToken);
    }

    /// <summary>
    /// Chooses the engine and says why, before anything is changed: the requested one, else the one that deployed the stack, else a
    /// compatible pulumi command, because that is what users run, else the sandbox's own.
    /// </summary>
    /// <exception cref="SandboxException">The requested engine is not installed.</exception>
    public static async Task<WorldRequest> ChooseEngineAsync(WorldRequest request, Progress progress, CancellationToken cancellationToken)
    {
        if (request.Engine == StackEngine.Sandbox)
            return Chosen(StackEngine.Sandbox, "the sandbox's own, as ENGINE says");
        if (request.Engine == StackEngine.Pulumi)
            return Chosen(StackEngine.Pulumi, $"{await PulumiCli.FindAsync(cancellationToken)}, as ENGINE says");
        var state = request.Directory.StateFile(request.Stack);
        if (File.Exists(state))
            return Chosen(StackEngine.Sandbox, "the sandbox's own, which made this stack");
        var (cli, problem) = await PulumiCli.LookAsync(cancellationToken);
        if (Path.Exists(PulumiProject.DirectoryOf(state)))
        {
            return cli is null
                ? throw new SandboxException(
                    $"The stack {request.Stack} of this world was made with the pulumi command, but {problem}. `make destroy` removes this world."
                )
                : Chosen(StackEngine.Pulumi, $"{cli}, which made this stack");
        }

        return cli is null
            ? Chosen(StackEngine.Sandbox, $"the sandbox's own, because {problem}")
            : Chosen(StackEngine.Pulumi, $"{cli}; ENGINE=sandbox takes the sandbox's own");

        WorldRequest Chosen(StackEngine engine, string why)
        {
            progress.Say($"engine: {why}");
            return request with { Engine = engine };
        }
    }

    /// <summary>The command line of the built Pulumi program.</summary>
    /// <exception cref="SandboxException">The program is not built.</exception>
    public static IReadOnlyList<string> Program(WorldRequest request)
    {
        // Next to this program, in the same build configuration: .../sandbox/bin/Debug/net10.0 and .../infra/bin/Debug/net10.0.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(request.ProjectDirectory, "infra", "bin", here.Parent?.Name ?? "Debug", here.Name, "NodeBBInfra.dll");
        if (!File.Exists(program))
            throw new SandboxException($"The Pulumi program is not built ({program} is missing): run `make build`.");
        return ["dotnet", program];
    }
}
