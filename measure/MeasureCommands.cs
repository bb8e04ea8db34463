using System.CommandLine;
using System.Text.Json;
using NodeBBInfra.Measure.AffinityRuns;
using NodeBBInfra.Measure.Machine;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Measure;

/// <summary>The command line: <c>affinity</c>, <c>bench</c>, and what they run inside their namespaces.</summary>
internal static class MeasureCommands
{
    private static readonly Option<string> ProjectOption = new("--project") { Description = "The repository.", DefaultValueFactory = _ => "." };
    private static readonly Option<string?> NodeBBOption = new("--nodebb") { Description = "A NodeBB to run, REPOSITORY[@REF], in place of the stand-in forum." };
    private static readonly Option<string?> DocsOption = new("--docs") { Description = "The folder for the report; none is written without it." };

    /// <summary>Runs one command; gives its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Measures what the stack ships against what it improves on.") { AffinityCommand(), Inside() };
        try
        {
            return await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
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
        var sessions = new Option<int>("--sessions") { Description = "Sessions of the default strategy in each scenario.", DefaultValueFactory = _ => 3000 };
        var others = new Option<int>("--others") { Description = "Sessions of each other strategy in each scenario.", DefaultValueFactory = _ => 300 };
        var command = new Command("affinity", "Who loses a session, and how: all strategies in all scenarios.") { ProjectOption, NodeBBOption, DocsOption, sessions, others };
        command.SetAction(async (parsed, cancel) =>
        {
            var project = Path.GetFullPath(parsed.GetValue(ProjectOption)!);
            var plan = await Preparation.PlanAsync(Measurements.Affinity, project, parsed.GetValue(NodeBBOption), parsed.GetValue(sessions), parsed.GetValue(others), Console.Out, cancel);
            return await AffinityReport.RunAsync(plan, parsed.GetValue(DocsOption), Console.Out, cancel);
        });
        return command;
    }

    private static Command Inside()
    {
        var plan = new Argument<string>("plan");
        var result = new Argument<string>("result");
        var command = new Command(Isolation.Command, "Runs inside the namespaces; the other commands start it.") { plan, result };
        command.Hidden = true;
        command.SetAction(async (parsed, cancel) =>
        {
            Isolation.EndWithParent();
            var read = JsonSerializer.Deserialize<Plan>(await File.ReadAllTextAsync(parsed.GetValue(plan)!, cancel))!;
            object measured = read.Measurement switch
            {
                Measurements.Affinity => await AffinityRun.RunAsync(read, Console.Out, cancel),
                _ => throw new SandboxException($"\"{read.Measurement}\" is no measurement."),
            };
            await File.WriteAllTextAsync(parsed.GetValue(result)!, JsonSerializer.Serialize(measured), cancel);
            return 0;
        });
        return command;
    }
}
