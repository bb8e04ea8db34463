using NodeBBInfra.Sandbox.Commands.PulumiCommand;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Makes the options of an engine run out of a request and a world.</summary>
internal static class StackRun
{
    /// <summary>The options of a run against a world.</summary>
    public static EngineOptions Options(WorldRequest request, WorldInfo world, Operation operation) => new()
    {
        Operation = operation,
        ProjectDirectory = request.ProjectDirectory,
        Stack = request.Stack,
        StateFile = request.Directory.StateFile(request.Stack),
        Passphrase = world.Passphrase,
        Overlay = Overlay.Of(world),
        Program = Program(request),
    };

    /// <summary>Runs the program with the engine that is asked for.</summary>
    /// <exception cref="SandboxException">The stack was made with the other engine, whose state this one cannot read; or there is no such engine here.</exception>
    public static async Task<EngineResult> ExecuteAsync(WorldRequest request, EngineOptions options, TextWriter output, CancellationToken cancel)
    {
        var usesCommand = request.Engine == StackEngine.Pulumi;
        if (Path.Exists(usesCommand ? options.StateFile : PulumiProject.DirectoryOf(options.StateFile)))
            throw new SandboxException($"The stack {options.Stack} of this world was made with ENGINE={(usesCommand ? "sandbox" : "pulumi")}, and each engine has its own state: go on with that one, or `make destroy` first.");
        return usesCommand ? await PulumiEngine.ExecuteAsync(options, output, cancel) : await EngineRun.ExecuteAsync(options, output, cancel);
    }

    /// <summary>Makes sure that the engine that is asked for is here, before anything is touched.</summary>
    /// <exception cref="SandboxException">It is not.</exception>
    public static async Task RequireEngineAsync(WorldRequest request, CancellationToken cancel)
    {
        if (request.Engine == StackEngine.Pulumi)
            await PulumiCli.FindAsync(cancel);
    }

    /// <summary>The command line of the Pulumi program, as built.</summary>
    /// <exception cref="SandboxException">It is not built.</exception>
    public static IReadOnlyList<string> Program(WorldRequest request)
    {
        // Beside this program, in the same configuration: .../sandbox/bin/Debug/net10.0 and .../infra/bin/Debug/net10.0.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(request.ProjectDirectory, "infra", "bin", here.Parent?.Name ?? "Debug", here.Name, "NodeBBInfra.dll");
        if (!File.Exists(program))
            throw new SandboxException($"The Pulumi program is not built ({program} is missing): run `make build`.");
        return ["dotnet", program];
    }
}
