using System.Diagnostics;
using System.Text.Json;
using NodeBBInfra.Components.Edge;
using NodeBBInfra.Components.Settings;
using Pulumi;

namespace NodeBBInfra.Adoption;

/// <summary>
/// <c>dotnet run --project infra -- adopt [--stack &lt;name&gt;]</c>: takes into the stack's state what the zone has of this project and the state does
/// not know, after a deployment that was killed or a state that was lost. Only what is provably this project's, by its marks and content, is
/// taken; nothing at Cloudflare is changed.
/// </summary>
internal static class AdoptCommand
{
    /// <summary>The command's first word.</summary>
    public const string Name = "adopt";

    /// <summary>Runs it; gives the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            string[] stack = arguments switch
            {
                [] => [],
                ["--stack" or "-s", var name] => ["--stack", name],
                _ => throw new RunException($"usage: dotnet run --project infra -- {Name} [--stack <name>]"),
            };
            return await AdoptAsync(stack);
        }
        catch (RunException e)
        {
            await Console.Error.WriteLineAsync($"{Name}: {e.Message}");
            return 1;
        }
    }

    private static async Task<int> AdoptAsync(string[] stack)
    {
        var config = JsonDocument.Parse(await PulumiAsync(["config", "--json", "--show-secrets", .. stack])).RootElement;
        string Setting(string key, string otherwise) =>
            config.TryGetProperty(key, out var found) && found.TryGetProperty("value", out var value) && value.ToString() is { Length: > 0 } text ? text : otherwise;
        string Needed(string key, string otherwise = "") =>
            Setting(key, otherwise) is { Length: > 0 } text ? text : throw new RunException($"{key} is not set in this stack.");

        var domain = new ForumDomain(Needed("nodebb:domain"));
        var ipv6 = Setting("nodebb:originAddress6", "");
        using var zone = new ZoneListing(
            Setting("cloudflare:baseUrl", Environment.GetEnvironmentVariable("CLOUDFLARE_BASE_URL") ?? "https://api.cloudflare.com/client/v4"),
            Needed("cloudflare:apiToken", Environment.GetEnvironmentVariable("CLOUDFLARE_API_TOKEN") ?? ""),
            Needed("nodebb:zoneId"));
        var ids = await zone.FindAsync(DnsRecords.Render(domain, Needed("nodebb:originAddress"), ipv6.Length > 0 ? ipv6 : null));

        var folder = Directory.CreateTempSubdirectory("nodebb-adopt-");
        try
        {
            var file = Path.Combine(folder.FullName, "import.json");
            await PulumiAsync(["preview", "--import-file", file, .. stack]);
            await File.WriteAllTextAsync(file, ImportFile.Fill(await File.ReadAllTextAsync(file), ids, out var adopted));
            if (adopted.Count == 0)
            {
                Console.WriteLine("Nothing to adopt: the zone has nothing of this project that the stack does not know.");
                return 0;
            }

            // Protected, as they would be otherwise, they could never be changed; and the code for them exists.
            await PulumiAsync(["import", "--file", file, "--protect=false", "--generate-code=false", "--yes", .. stack]);
            Console.WriteLine($"Adopted {string.Join(", ", adopted)}. `pulumi up` goes on from here.");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> PulumiAsync(string[] arguments)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo("pulumi", arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new RunException("the pulumi command is not on the PATH.");
        }

        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new RunException($"`pulumi {arguments[0]}` failed (exit {process.ExitCode}):\n{await output}{await error}");
    }
}
