using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>A directory with a project, its state, and existing things, usable from several processes.</summary>
internal sealed class ThingProject
{
    public const string Passphrase = "correct horse";

    public ThingProject(string directory)
    {
        Directory = directory;
        System.IO.Directory.CreateDirectory(In("things"));
        System.IO.Directory.CreateDirectory(In("state"));
        if (!File.Exists(In("Pulumi.yaml")))
            File.WriteAllText(In("Pulumi.yaml"), "name: faults\nruntime: dotnet\n");
    }

    public string Directory { get; }

    public string StateFile => In("state/flt.json");

    public StateContents State => NodeBBInfra.Sandbox.Engine.State.StateFile.Read(StateFile, Passphrase, null);

    /// <summary>All things by key.</summary>
    public SortedDictionary<string, string> Things =>
        new(
            System
                .IO.Directory.EnumerateFiles(In("things"))
                .Where(file => !file.EndsWith(".new", StringComparison.Ordinal))
                .ToDictionary(file => Path.GetFileName(file), File.ReadAllText),
            StringComparer.Ordinal
        );

    /// <summary>The number of runs of each operation.</summary>
    public Dictionary<string, int> Done =>
        (File.Exists(In("log")) ? File.ReadAllLines(In("log")) : []).CountBy(line => line).ToDictionary();

    /// <summary>The state without times and ciphertexts.</summary>
    public IReadOnlyList<string> Described => [.. State.Resources.Select(Describe).Order(StringComparer.Ordinal)];

    /// <summary>Copies the project to another directory.</summary>
    public ThingProject CopyTo(string directory)
    {
        var copy = new ThingProject(directory);
        File.Copy(StateFile, copy.StateFile);
        foreach (var (key, text) in Things)
            File.WriteAllText(copy.In($"things/{key}"), text);
        return copy;
    }

    /// <summary>Runs the engine in this process.</summary>
    public Task<EngineResult> RunAsync(
        Operation operation,
        string script,
        TextWriter output,
        Action happens,
        CancellationToken cancellationToken,
        string passphrase = Passphrase
    ) =>
        EngineRun.ExecuteAsync(
            new EngineOptions
            {
                Operation = operation,
                ProjectDirectory = Directory,
                Stack = "flt",
                StateFile = StateFile,
                Passphrase = passphrase,
                ClearPendingCreates = operation == Operation.Refresh,
                ProgramInProcess = new ScriptedProgram(ThingPrograms.All[script]).RunAsync,
                Providers = package => package == "command" ? new ThingProvider(this, happens) : null,
            },
            output,
            cancellationToken
        );

    /// <summary>Runs an operation that must succeed.</summary>
    public async Task DoAsync(Operation operation, string script)
    {
        using var output = new StringWriter();
        var result = await RunAsync(operation, script, output, () => { }, CancellationToken.None);
        Assert.True(result.ExitCode == 0, output.ToString());
    }

    public Struct? Get(string key) =>
        File.Exists(In($"things/{key}")) ? Struct.Parser.ParseJson(File.ReadAllText(In($"things/{key}"))) : null;

    public void Put(string key, Struct properties)
    {
        File.WriteAllText(In($"things/{key}.new"), JsonFormatter.Default.Format(properties));
        File.Move(In($"things/{key}.new"), In($"things/{key}"), overwrite: true);
    }

    public void Remove(string key) => File.Delete(In($"things/{key}"));

    public void Log(string line)
    {
        lock (this)
            File.AppendAllText(In("log"), line + "\n");
    }

    private string In(string name) => Path.Combine(Directory, name);

    private static string Describe(ResourceState resource) =>
        string.Join(
            ' ',
            resource.Urn,
            resource.Id,
            resource.Delete ? "delete" : "",
            resource.PendingReplacement ? "pending" : "",
            resource.Provider,
            resource.Parent,
            JsonValues.ToText(Value.ForStruct(resource.Inputs)),
            JsonValues.ToText(Value.ForStruct(resource.Outputs)),
            string.Join(',', resource.Dependencies),
            string.Join(',', resource.PropertyDependencies.Select(entry => $"{entry.Key}:{string.Join('+', entry.Value)}"))
        );
}
