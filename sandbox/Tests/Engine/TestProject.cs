using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine;

/// <summary>A temporary project directory and state file, and the engine to run on them.</summary>
internal sealed class TestProject : IDisposable
{
    private readonly TempDirectory _directory = new();

    public TestProject(string project = "test", string config = "", string stackConfig = "")
    {
        File.WriteAllText(In("Pulumi.yaml"), $"name: {project}\nruntime: dotnet\n{config}");
        if (stackConfig.Length > 0)
            File.WriteAllText(In("Pulumi.dev.yaml"), stackConfig);
    }

    public string StateFile => In("state/dev.json");

    public string In(string name) => Path.Combine(_directory.FullPath, name);

    public async Task<(EngineResult Result, string Text)> RunAsync(
        Operation operation,
        Func<EngineOptions, EngineOptions>? change = null,
        CancellationToken cancellationToken = default
    )
    {
        var options = new EngineOptions
        {
            Operation = operation,
            ProjectDirectory = _directory.FullPath,
            Stack = "dev",
            StateFile = StateFile,
            Passphrase = "correct horse",
        };
        using var output = new StringWriter { NewLine = "\n" };
        var result = await EngineRun.ExecuteAsync(change?.Invoke(options) ?? options, output, cancellationToken);
        return (result, output.ToString());
    }

    public void Dispose() => _directory.Dispose();
}
