namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>The sandbox's command line in its own process, as the Makefile runs it, on the test's project directory.</summary>
internal sealed class SandboxProgram : IAsyncDisposable
{
    private readonly TempDirectory _project = new();
    private readonly string _stack;
    private readonly WorldNumber _number;

    private SandboxProgram(string stack, WorldNumber number, string configuration)
    {
        (_stack, _number) = (stack, number);
        File.Copy(Repository.PathOf("Pulumi.yaml"), _project["Pulumi.yaml"]);
        foreach (var folder in new[] { "infra", "sandbox" })
            File.CreateSymbolicLink(_project[folder], Repository.PathOf(folder));
        Configure(configuration);
    }

    /// <summary>Creates a copy of this project with its own configuration, which a test can change.</summary>
    public static async Task<SandboxProgram> CreateAsync(string stack, string configuration) =>
        new(stack, await WorldNumber.TakeAsync(), configuration);

    /// <summary>The world's index; <c>make up</c> uses 0.</summary>
    public int Index => _number.Value;

    /// <summary>The world's directory.</summary>
    public string World => _project[".sandbox"];

    /// <summary>Replaces the stack's configuration, or another stack's.</summary>
    public void Configure(string configuration, string? stack = null) => _project.Write($"Pulumi.{stack ?? _stack}.yaml", configuration);

    /// <summary>Runs one command.</summary>
    public Task<Finished> RunAsync(
        string command,
        TimeSpan? limit = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        params IEnumerable<string> more
    ) =>
        RunningProcess.RunAsync(
            "dotnet",
            [ProgramFile, .. Arguments(command), .. more],
            limit ?? TimeSpan.FromMinutes(2),
            _project.FullPath,
            environment
        );

    /// <summary>Runs a command on any project.</summary>
    public static Task<Finished> RunAsync(TimeSpan limit, params IEnumerable<string> arguments) =>
        RunningProcess.RunAsync("dotnet", [ProgramFile, .. arguments], limit);

    /// <summary>The arguments of a command, to run it in another way.</summary>
    public IEnumerable<string> Arguments(string command, string? stack = null) =>
        [command, "--project", _project.FullPath, "--stack", stack ?? _stack, "--index", $"{Index}"];

    /// <summary>The program, in the tests' build configuration.</summary>
    public static string ProgramFile
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return Repository.PathOf("sandbox", "bin", here.Parent!.Name, here.Name, "NodeBBInfra.Sandbox.dll");
        }
    }

    /// <summary>Destroys the world, if any, and deletes the project.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(World))
            await RunAsync("destroy", TimeSpan.FromMinutes(5));
        _project.Dispose();
        _number.Dispose();
    }
}
