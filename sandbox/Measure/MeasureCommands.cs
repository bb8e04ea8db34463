using System.CommandLine;
using System.Text.Json;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.AffinityRuns;
using NodeBBInfra.Sandbox.Measure.Benchmarks;
using NodeBBInfra.Sandbox.Measure.Benchmarks.Deployment;
using NodeBBInfra.Sandbox.Measure.Machine;
using NodeBBInfra.Sandbox.Measure.Rolls;

namespace NodeBBInfra.Sandbox.Measure;

/// <summary>The commands <c>affinity</c>, <c>bench</c> and <c>rolls</c>, and what they run inside their namespaces.</summary>
internal static class MeasureCommands
{
    private static readonly Option<string> ProjectOption = new("--project")
    {
        Description = "The repository.",
        DefaultValueFactory = _ => ".",
    };
    private static readonly Option<string?> NodeBBOption = new("--nodebb")
    {
        Description = "A NodeBB to run, REPOSITORY[@REF], instead of the stand-in forum.",
    };
    private static readonly Option<string?> DocsOption = new("--docs")
    {
        Description = "The folder for the report. Without it, no report is written.",
    };
    private static readonly Option<string> CommandOption = new("--command")
    {
        Description = "The command that the report names as its origin.",
        DefaultValueFactory = _ => "make",
    };

    /// <summary>Runs one command and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Compares the stack with the guide's and NodeBB's nginx files.")
        {
            AffinityCommand(),
            BenchCommand(),
            RollsCommand(),
            Inside(),
        };
        try
        {
            // After ^C there is time to remove the benchmark's world.
            return await root.Parse(arguments)
                .InvokeAsync(
                    new InvocationConfiguration
                    {
                        EnableDefaultExceptionHandler = false,
                        ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
                    }
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

    private static Command AffinityCommand()
    {
        var sessions = new Option<int>("--sessions")
        {
            Description = "Sessions of the default strategy in each scenario; each other strategy gets a tenth.",
            DefaultValueFactory = _ => 3000,
        };
        var command = new Command("affinity", "Measures lost sessions: all strategies in all scenarios.")
        {
            ProjectOption,
            NodeBBOption,
            DocsOption,
            CommandOption,
            sessions,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var plan = await PlanAsync(
                    parsed,
                    Measurements.Affinity,
                    Positive(parsed, sessions),
                    parsed.GetValue(NodeBBOption),
                    cancellationToken
                );
                return await AffinityReport.RunAsync(
                    plan,
                    parsed.GetValue(DocsOption),
                    parsed.GetValue(CommandOption)!,
                    Console.Out,
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static Command BenchCommand()
    {
        var seconds = new Option<int>("--seconds")
        {
            Description = "The duration of each round of requests.",
            DefaultValueFactory = _ => 10,
        };
        var sockets = new Option<int>("--sockets")
        {
            Description = "The number of WebSockets to hold at once.",
            DefaultValueFactory = _ => 10_000,
        };
        var deployments = new Option<int>("--deployments")
        {
            Description = "The number of deployments with the stack, and with the guide's script.",
            DefaultValueFactory = _ => 3,
        };
        var part = new Option<string?>("--part") { Description = "The only benchmark to run; the report's other sections stay." };
        var command = new Command(
            "bench",
            "Benchmarks requests and WebSockets through nginx, the sandbox's engine, and the deployment, as ratios."
        )
        {
            ProjectOption,
            DocsOption,
            CommandOption,
            seconds,
            sockets,
            deployments,
            part,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                BenchmarkReport.RunAsync(
                    [
                        new(
                            "requests",
                            async (_, stop) =>
                                RequestsBenchmark.Render(
                                    await Isolation.RunAsync<List<RequestsRound>>(
                                        await PlanAsync(parsed, Measurements.Requests, Positive(parsed, seconds), null, stop),
                                        stop
                                    ),
                                    parsed.GetValue(seconds)
                                )
                        ),
                        new(
                            "sockets",
                            async (_, stop) =>
                                SocketsBenchmark.Render(
                                    await Isolation.RunAsync<Holdings>(
                                        await PlanAsync(parsed, Measurements.Sockets, Positive(parsed, sockets), null, stop),
                                        stop
                                    )
                                )
                        ),
                        new("engine", EngineBenchmark.RunAsync),
                        new(
                            "deployment",
                            (progress, stop) =>
                                DeploymentBenchmark.RunAsync(
                                    Path.GetFullPath(parsed.GetValue(ProjectOption)!),
                                    Positive(parsed, deployments),
                                    progress,
                                    stop
                                )
                        ),
                    ],
                    parsed.GetValue(part),
                    parsed.GetValue(DocsOption),
                    parsed.GetValue(CommandOption)!,
                    Console.Out,
                    cancellationToken
                )
        );
        return command;
    }

    private static Command RollsCommand()
    {
        static Option<int> Number(string name, string description, int value) =>
            new(name) { Description = description, DefaultValueFactory = _ => value };
        var rate = Number("--rate", "Requests per second.", 200);
        var websockets = Number("--websockets", "socket.io clients on WebSockets.", 500);
        var polling = Number("--polling", "socket.io clients that poll.", 100);
        var requests = Number("--requests", "Requests for each event, at least.", 10_000);
        var command = new Command("rolls", "Measures what visitors notice of restarts, upgrades and other work on the host.")
        {
            ProjectOption,
            NodeBBOption,
            DocsOption,
            CommandOption,
            rate,
            websockets,
            polling,
            requests,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RollReport.RunAsync(
                    Path.GetFullPath(parsed.GetValue(ProjectOption)!),
                    parsed.GetValue(NodeBBOption),
                    new VisitorLoad(
                        Positive(parsed, rate),
                        Positive(parsed, websockets),
                        Positive(parsed, polling),
                        Positive(parsed, requests)
                    ),
                    parsed.GetValue(DocsOption),
                    parsed.GetValue(CommandOption)!,
                    Console.Out,
                    cancellationToken
                )
        );
        return command;
    }

    private static Task<MeasurementPlan> PlanAsync(
        ParseResult parsed,
        string measurement,
        int size,
        string? nodebb,
        CancellationToken cancellationToken
    ) =>
        Preparation.PlanAsync(measurement, Path.GetFullPath(parsed.GetValue(ProjectOption)!), nodebb, size, Console.Out, cancellationToken);

    private static int Positive(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is var value && value > 0 ? value : throw new SandboxException($"{option.Name} {value}: at least 1.");

    private static Command Inside()
    {
        var plan = new Argument<string>("plan");
        var result = new Argument<string>("result");
        var command = new Command(Isolation.Command, "Runs inside the namespaces; the other commands start it.") { plan, result };
        command.Hidden = true;
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                Isolation.EndWithParent(Path.GetFullPath(parsed.GetValue(plan)!));
                var read = JsonSerializer.Deserialize<MeasurementPlan>(
                    await File.ReadAllTextAsync(parsed.GetValue(plan)!, cancellationToken)
                )!;
                object measured = read.Measurement switch
                {
                    Measurements.Affinity => await AffinityRun.RunAsync(read, Console.Out, cancellationToken),
                    Measurements.Requests => await RequestsBenchmark.MeasureAsync(read, Console.Out, cancellationToken),
                    Measurements.Sockets => await SocketsBenchmark.MeasureAsync(read, Console.Out, cancellationToken),
                    _ => throw new SandboxException($"\"{read.Measurement}\" is not a measurement."),
                };
                await File.WriteAllTextAsync(parsed.GetValue(result)!, JsonSerializer.Serialize(measured), cancellationToken);
                return 0;
            }
        );
        return command;
    }
}
