using System.CommandLine;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

/// <summary><c>pulumi import</c>: imports one resource by type, name and id, or all in a file.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> Thing = new("type-name-id") { Arity = new ArgumentArity(0, 3) };
    private static readonly Option<string?> Parent = new("--parent");
    private static readonly Option<string?> File = new("--file", "-f");
    private static readonly Option<bool> Protect = new("--protect") { DefaultValueFactory = _ => true };
    private static readonly Option<bool> GenerateCode = new("--generate-code") { DefaultValueFactory = _ => true };

    public static Command Create()
    {
        var command = new Command("import") { Thing, Parent, File, Protect, GenerateCode, StandInCommand.Yes };
        command.SetAction((result, cancellationToken) => RunAsync(result, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        StandInCommand.RequireYes(result);
        if (result.GetValue(GenerateCode))
            throw new EngineException("the sandbox's stand-in for pulumi generates no code; pass --generate-code=false");
        var stack = StandInStack.Existing(result.GetValue(StandInCommand.Stack));
        var file = result.GetValue(File) is { } name ? FromFile(result, name) : FromArguments(result);
        var imports = file.Resolve(stack.Name, stack.Project.Name, result.GetValue(Protect));
        return (
            await EngineRun.ExecuteAsync(stack.Options(Operation.Import) with { Imports = imports }, Console.Out, cancellationToken)
        ).ExitCode;
    }

    private static BulkImportFile FromFile(ParseResult result, string name) =>
        result.GetValue(Thing) is { Length: > 0 } || result.GetValue(Parent) is not null
            ? throw new EngineException("an inline resource may not be specified in conjunction with an import file")
            : BulkImportFile.Read(name);

    private static BulkImportFile FromArguments(ParseResult result)
    {
        var thing = result.GetValue(Thing) ?? [];
        if (thing.Length < 3)
        {
            var missing = thing.Length switch
            {
                0 => "type, name, and id",
                1 => "name and id",
                _ => "id",
            };
            throw new EngineException($"an inline resource must be specified if no converter or import file is used, missing {missing}");
        }

        var (parent, urn) = result.GetValue(Parent) is { } spec ? ParentOf(spec) : (null, "");
        return new BulkImportFile
        {
            NameTable = parent is null ? [] : new() { [parent] = urn },
            Resources =
            [
                new ImportSpec
                {
                    Type = thing[0],
                    Name = thing[1],
                    Id = thing[2],
                    Parent = parent,
                },
            ],
        };
    }

    /// <summary>A URN, or NAME=URN.</summary>
    private static (string Name, string Urn) ParentOf(string spec)
    {
        var at = spec.IndexOf('=', StringComparison.Ordinal);
        var (name, urn) = at > 0 ? (spec[..at], spec[(at + 1)..]) : ("parent", spec);
        return urn.StartsWith("urn:pulumi:", StringComparison.Ordinal)
            ? (name, urn)
            : throw new EngineException($"invalid parent URN: '{urn}'");
    }
}
