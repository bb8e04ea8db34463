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
