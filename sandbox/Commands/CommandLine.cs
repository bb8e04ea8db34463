using System.CommandLine;
using NodeBBInfra.Sandbox.Attack;
using NodeBBInfra.Sandbox.Commands.StandIn;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>The sandbox's command line, usually called by the Makefile.</summary>
internal static class CommandLine
{
    private static readonly Option<string> WorldOption = new("--world")
    {
        Description = "The world's directory (default: .sandbox in the project).",
    };
    private static readonly Option<int> IndexOption = new("--index")
    {
        Description = "The number of a new world on this machine, 0 to 99.",
        Recursive = true,
    };
    private static readonly Option<string> ProjectOption = new("--project")
    {
        Description = "The repository, with Pulumi.yaml.",
        DefaultValueFactory = _ => ".",
    };
    private static readonly Option<string> StackOption = new("--stack") { Description = "The stack.", DefaultValueFactory = _ => "prod" };
    private static readonly Option<string> EngineOption = new("--engine")
    {
        Description =
            "What runs the program: `sandbox`, or `pulumi` for the pulumi command (default: what made the stack, else the command where one is on the PATH).",
        DefaultValueFactory = _ => "",
    };
    private static readonly Option<string?> NodeBBOption = new("--nodebb")
    {
        Description = "A NodeBB to run, REPOSITORY[@REF]; `stand-in` for the stand-in forum.",
    };

    /// <summary>Runs one command and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand(
            "A world on one machine to run the stack against: a simulated Cloudflare, a real Debian host, an ACME server."
        )
        {
            Command("up", "Makes a world, or uses the one that runs, and provisions the forum in it.", UpCommand.RunAsync),
            Command("preview", "Shows what `up` would change. Without a world it needs neither root nor a host.", PreviewCommand.RunAsync),
            Command("verify", "Verifies the forum through the edge, now.", VerifyCommand.RunAsync),
            Command("drift", "Shows what was changed by hand in the zone and on the host.", DriftCommand.RunAsync),
            AttackCommandLine(),
            Command("boot", "Starts the world without provisioning it.", BootCommand.RunAsync),
            DestroyCommandLine(),
            Command(
                "serve",
                "The world's server process; `up` starts it.",
                (request, _, cancellationToken) => ServeCommand.RunAsync(request.Directory, cancellationToken)
            ),
            EngineCommand.Create(),
        };
        using var interruption = new Interruption();
        try
        {
            if (arguments is ["pulumi", .. var rest])
                return await StandInCommand.RunAsync(rest, interruption.Token);

            // The engine handles signals: System.CommandLine would set a termination timeout and does not know a second ^C.
            return await root.Parse(arguments)
                .InvokeAsync(
                    new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                    interruption.Token
                );
        }
        catch (SandboxException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 1;
        }
    }

    private static Command Command(string name, string description, Func<WorldRequest, Progress, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { WorldOption, IndexOption, ProjectOption, StackOption, EngineOption, NodeBBOption };
        command.SetAction((result, cancellationToken) => run(Request(result), new Progress(Console.Out), cancellationToken));
        return command;
    }

    private static Command DestroyCommandLine()
    {
        var one = new Option<bool>("--stack-only") { Description = "Only the stack and its host; the world and its other stacks stay." };
        var command = Command("destroy", "Destroys all stacks and takes the world down.", DestroyCommand.RunAsync);
        command.Add(one);
        command.SetAction(
            (result, cancellationToken) =>
                (
                    result.GetValue(one)
                        ? (Func<WorldRequest, Progress, CancellationToken, Task<int>>)DestroyCommand.OneAsync
                        : DestroyCommand.RunAsync
                )(Request(result), new Progress(Console.Out), cancellationToken)
        );
        return command;
    }

    private static Command AttackCommandLine()
    {
        var seed = new Option<int?>("--seed") { Description = "Generates the same variants again." };
        var few = new Option<bool>("--short") { Description = "Few variants, no long waits." };
        var only = new Option<string?>("--only")
        {
            Description = "Only kinds whose names contain one of these parts, separated by commas.",
        };
        var command = new Command(
            "attack",
            "Attacks the world, one that it makes and takes down where there is none, and reports what held."
        )
        {
            WorldOption,
            IndexOption,
            ProjectOption,
            StackOption,
            EngineOption,
            NodeBBOption,
            seed,
            few,
            only,
        };
        command.SetAction(
            (result, cancellationToken) =>
                AttackCommand.RunAsync(
                    Request(result),
                    new AttackRequest(
                        result.GetValue(seed),
                        result.GetValue(few),
                        result.GetValue(only)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? []
                    ),
                    new Progress(Console.Out),
                    cancellationToken
                )
        );
        return command;
    }

    private static WorldRequest Request(ParseResult result)
    {
        var project = Path.GetFullPath(result.GetValue(ProjectOption)!);
        var index = result.GetValue(IndexOption);
        if (index is < 0 or > WorldAddresses.MaxIndex)
            throw new SandboxException($"--index {index}: a world's number is 0 to {WorldAddresses.MaxIndex}.");
        var world = result.GetValue(WorldOption) is { Length: > 0 } named ? Path.GetFullPath(named) : Path.Combine(project, ".sandbox");
        var nodebb = result.GetValue(NodeBBOption);
        return new WorldRequest(
            new WorldDirectory(world),
            index,
            project,
            result.GetValue(StackOption)!,
            Engine(result.GetValue(EngineOption)!),
            string.IsNullOrEmpty(nodebb) ? null : nodebb
        );
    }

    private static StackEngine Engine(string name) =>
        name switch
        {
            "" => StackEngine.Automatic,
            "sandbox" => StackEngine.Sandbox,
            "pulumi" => StackEngine.Pulumi,
            _ => throw new SandboxException($"ENGINE={name}: the engine is `sandbox`, the sandbox's own, or `pulumi`, the pulumi command."),
        };
}
