using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using Pulumi;

namespace NodeBBInfra.Adoption;

/// <summary>
/// <c>dotnet run --project infra -- adopt [--stack &lt;name&gt;]</c>: imports this project's resources in the zone that the stack's state
/// lacks, after a deployment that was killed or a state that was lost. It imports only what is provably this project's, by its mark and its
/// content. It changes nothing at Cloudflare.
/// </summary>
internal static class AdoptCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "adopt";

    /// <summary>Runs the command and returns the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var folder = Directory.CreateTempSubdirectory("nodebb-adopt-");
        try
        {
            string[] stack = arguments switch
            {
                [] => [],
                ["--stack" or "-s", var name] => ["--stack", name],
                _ => throw new RunException($"usage: dotnet run --project infra -- {Name} [--stack <name>]"),
            };
            Console.WriteLine(
                await AdoptAsync(stack, Path.Combine(folder.FullName, "ids.json"), Path.Combine(folder.FullName, "import.json"))
            );
            return 0;
        }
        catch (RunException e)
        {
            await Console.Error.WriteLineAsync($"{Name}: {e.Message}");
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> AdoptAsync(string[] stack, string ids, string file)
    {
        await PulumiAsync(["preview", "--import-file", file, .. stack], (ImportIds.Variable, ids));
        await File.WriteAllTextAsync(file, ImportFile.Fill(await File.ReadAllTextAsync(file), ImportIds.Read(ids), out var adopted));
        if (adopted.Count == 0)
        {
            return "Nothing to adopt: all of this project's resources in the zone are in the stack's state.";
        }

        // Protected resources (the default of an import) could not be replaced or deleted. Their code exists already.
        await PulumiAsync(["import", "--file", file, "--protect=false", "--generate-code=false", "--yes", .. stack]);
        return $"Adopted {string.Join(", ", adopted.Order(StringComparer.Ordinal))}. Continue with `pulumi up`.";
    }

    private static async Task PulumiAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var command = Cli.Wrap("pulumi")
            .WithArguments(arguments)
            .WithEnvironmentVariables(environment.ToDictionary(variable => variable.Name, variable => (string?)variable.Value))
            .WithValidation(CommandResultValidation.None);
        try
        {
            var result = await command.ExecuteBufferedAsync();
            if (!result.IsSuccess)
            {
                throw new RunException(
                    $"`pulumi {arguments[0]}` failed (exit {result.ExitCode}):\n{result.StandardOutput}{result.StandardError}"
                );
            }
        }
        catch (Win32Exception)
        {
            throw new RunException("the pulumi command is not on the PATH.");
        }
    }
}
