using System.Net;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>The background process that runs this program's <c>serve</c>: Cloudflare's API, the edge and the Node mirror.</summary>
internal sealed class WorldServer(WorldDirectory directory, WorldAddresses addresses, Background background)
{
    /// <summary>Its name in the world's process list.</summary>
    public const string ProcessName = "world";

    // A build overwrites the files of a running program, so the server runs from a copy named after its build.
    private string ProgramFolder => Path.Combine(directory.Root, "program", typeof(WorldServer).Module.ModuleVersionId.ToString("N"));

    /// <summary>Starts the server unless this build of it is running.</summary>
    public async Task EnsureAsync(WorldInfo world, CancellationToken cancellationToken)
    {
        var program = Path.Combine(ProgramFolder, Path.GetFileName(typeof(WorldServer).Assembly.Location));
        if (background.Running().ContainsKey(ProcessName) && File.Exists(program))
            return;

        await background.StopAsync(TimeSpan.FromSeconds(5), name => name == ProcessName);
        await CopyProgramAsync(cancellationToken);
        background.Start(
            ProcessName,
            "dotnet",
            [program, "serve", "--world", directory.Root],
            // Settings files do not change here, and .NET would watch every directory below the working directory for it.
            new Dictionary<string, string> { ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false" }
        );
        foreach (var endpoint in Endpoints(world))
        {
            await Waiting.UntilAsync(
                c => Waiting.ListensAsync(endpoint, c),
                $"the world's server at {endpoint}",
                ProcessName,
                directory,
                background,
                TimeSpan.FromSeconds(60),
                cancellationToken
            );
        }
    }

    private IEnumerable<IPEndPoint> Endpoints(WorldInfo world)
    {
        var api = new Uri(world.CloudflareApi.BaseUrl);
        string?[] doors = [world.EdgeAddress, world.EdgeAddress6];
        return
        [
            new(IPAddress.Parse(api.Host), api.Port),
            new(addresses.Services, new Uri(world.NodeMirror).Port),
            .. from door in doors.OfType<string>() from port in (int[])[80, 443] select new IPEndPoint(IPAddress.Parse(door), port),
        ];
    }

    private async Task CopyProgramAsync(CancellationToken cancellationToken)
    {
        var programs = Path.GetDirectoryName(ProgramFolder)!;
        if (Directory.Exists(programs))
            Directory.Delete(programs, recursive: true);
        Directory.CreateDirectory(ProgramFolder);
        await Shell.RunAsync(
            "cp",
            ["-a", "--reflink=auto", AppContext.BaseDirectory + ".", ProgramFolder],
            cancellationToken: cancellationToken
        );
    }
}
