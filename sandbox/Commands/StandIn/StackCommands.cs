using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Display;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

/// <summary><c>pulumi stack</c>, its subcommands, and <c>pulumi cancel</c>.</summary>
internal static class StackCommands
{
    private static readonly Option<bool> ShowUrns = new("--show-urns", "-u");
    private static readonly Option<bool> ShowSecrets = new("--show-secrets");
    private static readonly Option<bool> Json = new("--json", "-j");
    private static readonly Option<bool> PreserveConfig = new("--preserve-config");
    private static readonly Option<string?> SecretsProvider = new("--secrets-provider");
    private static readonly Option<string?> FileOption = new("--file");
    private static readonly Argument<string?> Name = new("stack-name") { Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string?> Property = new("property-name") { Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        var stack = new Command("stack")
        {
            ShowUrns,
            Sub("init", InitAsync, Name, SecretsProvider),
            Sub("select", Select, Name),
            Sub("ls", List),
            Sub("rm", Remove, Name, StandInCommand.Yes, PreserveConfig),
            Sub("output", Output, Property, ShowSecrets, Json),
            Sub("export", Export, FileOption, ShowSecrets),
            Sub("import", ImportAsync, FileOption),
        };
        stack.SetAction(Show);
        return stack;
    }

    public static Command Cancel() =>
        Sub(
            "cancel",
            result =>
            {
                var stack = StandInStack.Named(Named(result));
                StateLock.Cancel(stack.StateFile);
                Console.WriteLine($"The currently running update for '{stack.Name}' has been canceled!");
            },
            Name,
            StandInCommand.Yes
        );

    private static Command Sub(string name, Action<ParseResult> run, params Symbol[] symbols) =>
        Sub(
            name,
            result =>
            {
                run(result);
                return Task.CompletedTask;
            },
            symbols
        );

    private static Command Sub(string name, Func<ParseResult, Task> run, params Symbol[] symbols)
    {
        var command = new Command(name);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((System.CommandLine.Option)symbol);
        }

        command.SetAction((result, _) => run(result));
        return command;
    }

    private static string? Named(ParseResult result) => result.GetValue(Name) ?? result.GetValue(StandInCommand.Stack);

    private static async Task InitAsync(ParseResult result)
    {
        if (result.GetValue(SecretsProvider) is { } provider and not "passphrase")
            throw new EngineException($"unknown secrets provider type '{provider}': the sandbox's engine knows 'passphrase'");
        var stack = StandInStack.Named(Named(result) ?? throw new EngineException("missing stack name"));
        await stack.CreateAsync();
        Console.WriteLine($"Created stack '{stack.Name}'");
    }

    private static void Select(ParseResult result) =>
        StandInStack.Existing(Named(result) ?? throw new EngineException("missing stack name")).Select();

    private static void List(ParseResult result)
    {
        var current = StandInStack.Named(null);
        Console.WriteLine("NAME");
        foreach (
            var file in Directory
                .EnumerateFiles(Path.GetDirectoryName(current.StateFile)!, "*.json")
                .Select(Path.GetFileNameWithoutExtension)
                .Where(name => name != "cloudflare")
                .Order(StringComparer.Ordinal)
        )
        {
            Console.WriteLine(file == current.Name ? file + "*" : file);
        }
    }

    private static void Remove(ParseResult result)
    {
        StandInCommand.RequireYes(result);
        var stack = StandInStack.Existing(Named(result));
        if (stack.Read().Resources.Count > 0)
        {
            throw new EngineException(
                $"""
                '{stack.Name}' still has resources; removal rejected. Possible actions:
                - Make sure that '{stack.Name}' is the stack that you want to destroy
                - Run `pulumi destroy` to delete the resources, then run `pulumi stack rm`
                - Run `pulumi stack rm --force` to override this error
                """
            );
        }

        stack.Delete();
        if (!result.GetValue(PreserveConfig))
            File.Delete(stack.ConfigFile);
        Console.WriteLine($"Stack '{stack.Name}' has been removed!");
    }

    private static void Output(ParseResult result)
    {
        var outputs = Outputs(StandInStack.Existing(result.GetValue(StandInCommand.Stack)), result.GetValue(ShowSecrets));
        if (result.GetValue(Property) is { } name)
        {
            var value =
                outputs.GetValueOrDefault(name) ?? throw new EngineException($"current stack does not have output property '{name}'");
            Console.WriteLine(result.GetValue(Json) ? JsonSerializer.Serialize(Plain(value), Indented) : Text(value));
        }
        else if (result.GetValue(Json))
        {
            Console.WriteLine(
                JsonSerializer.Serialize(outputs.ToDictionary(output => output.Key, output => Plain(output.Value)), Indented)
            );
        }
        else
        {
            WriteOutputs(outputs);
        }
    }

    private static void Show(ParseResult result)
    {
        var stack = StandInStack.Existing(result.GetValue(StandInCommand.Stack));
        var resources = stack.Read().Resources;
        Console.WriteLine($"Current stack is {stack.Name}:\n    Managed by {Environment.MachineName}");
        Console.WriteLine($"Current stack resources ({resources.Count}):");
        if (resources.Count == 0)
            Console.WriteLine("    No resources currently in this stack");
        else
            Report.Plain(Console.Out, ["  TYPE", "NAME"], [.. new ResourceTree(resources, result.GetValue(ShowUrns)).Rows]);
        Console.WriteLine();
        WriteOutputs(Outputs(stack, showSecrets: false));
    }

    private static void Export(ParseResult result)
    {
        var stack = StandInStack.Existing(result.GetValue(StandInCommand.Stack));
        using var json = JsonDocument.Parse(File.ReadAllBytes(stack.StateFile));
        var text =
            (
                result.GetValue(ShowSecrets)
                    ? JsonSerializer.Serialize(JsonNode.Parse(stack.Shown(json.RootElement)), Indented)
                    : JsonSerializer.Serialize(json, Indented)
            ) + "\n";
        if (result.GetValue(FileOption) is { } file)
            File.WriteAllText(file, text);
        else
            Console.Write(text);
    }

    private static async Task ImportAsync(ParseResult result)
    {
        var stack = StandInStack.Existing(result.GetValue(StandInCommand.Stack));
        var file =
            result.GetValue(FileOption) ?? throw new EngineException("the sandbox's stand-in for pulumi imports from a file only: --file");
        await stack.EditAsync(_ => StateFile.Read(Path.GetFullPath(file), stack.Passphrase, stack.Crypter()));
        Console.WriteLine("Import complete.");
    }

    private static Dictionary<string, Value> Outputs(StandInStack stack, bool showSecrets)
    {
        var outputs = stack.Read().Resources.FirstOrDefault(resource => resource.Type == Urns.StackType)?.Outputs ?? new Struct();
        return outputs
            .Fields.OrderBy(output => output.Key, StringComparer.Ordinal)
            .ToDictionary(
                output => output.Key,
                output => !showSecrets && output.Value.ContainsSecret() ? Value.ForString(Redaction.Shown) : output.Value
            );
    }

    private static void WriteOutputs(Dictionary<string, Value> outputs)
    {
        Console.WriteLine($"Current stack outputs ({outputs.Count}):");
        if (outputs.Count == 0)
        {
            Console.WriteLine("    No output values currently in this stack");
        }
        else
        {
            Report.Plain(
                Console.Out,
                ["  OUTPUT", "VALUE"],
                [.. outputs.Select(output => new[] { "  " + output.Key, Text(output.Value) })]
            );
        }
    }

    private static string Text(Value value) => Plain(value) is string text ? text : JsonSerializer.Serialize(Plain(value), OneLine);

    private static object? Plain(Value value) => JsonValues.ToPlainObject(value);

    private static readonly JsonSerializerOptions OneLine = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true };
}
