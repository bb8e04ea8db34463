using System.Text.Json;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Configuration;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

using StackFile = NodeBBInfra.Sandbox.Engine.Configuration.StackFile;

/// <summary>
/// A command's stack: the project in or above the working directory, and a world as its backend. SANDBOX_WORLD names the world, by
/// default <c>.sandbox</c> in the project. Any other folder works as a backend for programs that need no world; PULUMI_BACKEND_URL,
/// <c>file://</c> and a folder, goes before all.
/// </summary>
internal sealed class StandInStack
{
    private readonly WorldDirectory _world;

    private StandInStack(ProjectFile project, WorldDirectory world, string name) => (Project, _world, Name) = (project, world, name);

    public ProjectFile Project { get; }

    public string Name { get; }

    /// <summary>The state file. A stack without one does not exist.</summary>
    public string StateFile => _world.StateFile(Name);

    /// <summary>Pulumi.&lt;stack&gt;.yaml.</summary>
    public string ConfigFile => Path.Combine(Project.Directory, $"Pulumi.{Name}.yaml");

    /// <summary>Keys set by <c>pulumi config</c>, which the world's overlay must not override.</summary>
    public OwnKeys Own => new(Path.Combine(Path.GetDirectoryName(StateFile)!, $"{Name}.own-config"));

    /// <summary>The world's passphrase, which `make up` used; outside a world, the user's.</summary>
    public string Passphrase =>
        Info?.Passphrase
        ?? Environment.GetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE")
        ?? throw new EngineException(
            "passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables"
        );

    private WorldInfo? Info => WorldInfo.Load(_world);

    /// <summary>The named or selected stack, whether it exists or not.</summary>
    public static StandInStack Named(string? name)
    {
        var project = ProjectFile.Read(ProjectDirectory());
        var world = new WorldDirectory(Path.GetFullPath(Backend() ?? Path.Combine(project.Directory, ".sandbox")));
        var selection = SelectionFile(world);
        name ??=
            Environment.GetEnvironmentVariable("PULUMI_STACK") is { Length: > 0 } stack ? stack
            : File.Exists(selection) ? File.ReadAllText(selection).Trim()
            : null;
        return new StandInStack(
            project,
            world,
            name ?? throw new EngineException("no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one")
        );
    }

    private static string? Backend()
    {
        const string scheme = "file://";
        return Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL") is not { Length: > 0 } url
            ? Environment.GetEnvironmentVariable("SANDBOX_WORLD") is { Length: > 0 } world
                ? world
                : null
            : url.StartsWith(scheme, StringComparison.Ordinal)
                ? url[scheme.Length..]
                : throw new EngineException($"the sandbox's stand-in for pulumi keeps states only in folders, {scheme}…, and not in {url}");
    }

    /// <summary>The named or selected stack, which must exist.</summary>
    public static StandInStack Existing(string? name)
    {
        var stack = Named(name);
        return File.Exists(stack.StateFile) ? stack : throw new EngineException($"no stack named '{stack.Name}' found");
    }

    /// <summary>Selects this stack as the default.</summary>
    public void Select()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StateFile)!);
        File.WriteAllText(SelectionFile(_world), Name);
    }

    /// <summary>Creates the stack with an empty state.</summary>
    public async Task CreateAsync()
    {
        if (File.Exists(StateFile))
            throw new EngineException($"stack '{Name}' already exists");
        Directory.CreateDirectory(Path.GetDirectoryName(StateFile)!);
        var yaml = new StackYaml(ConfigFile);
        if (StackFile.Read(Project, Name).Salt is null)
        {
            using var crypter = PassphraseCrypter.Create(Passphrase);
            yaml.SetSalt(crypter.Salt);
        }

        await WriteAsync(Read() with { Resources = [], Pending = [] });
        Select();
    }

    /// <summary>Deletes the state and the world's other files of this stack.</summary>
    public void Delete()
    {
        Own.Clear();
        File.Delete(StateFile);
        if (File.Exists(SelectionFile(_world)) && File.ReadAllText(SelectionFile(_world)).Trim() == Name)
            File.Delete(SelectionFile(_world));
    }

    public StateContents Read() => Engine.State.StateFile.Read(StateFile, Passphrase, Crypter());

    /// <summary>The text of an exported state, with its secrets in plain text.</summary>
    public string Shown(JsonElement state) => JsonValues.ToText(StateSecrets.Show(JsonValues.ToValue(state), Read().Crypter));

    /// <summary>Edits the state under its lock.</summary>
    public async Task EditAsync(Func<StateContents, StateContents> edit)
    {
        using var locked = StateLock.Take(StateFile);
        await WriteAsync(edit(Read()));
    }

    /// <summary>Encrypts the stack's configuration; null when it has never had a secret.</summary>
    public PassphraseCrypter? Crypter() =>
        StackFile.Read(Project, Name).Salt is { } salt ? PassphraseCrypter.Open(Passphrase, salt, $"Pulumi.{Name}.yaml") : null;

    /// <summary>Options for an engine run on this stack.</summary>
    public EngineOptions Options(Operation operation) =>
        new()
        {
            Operation = operation,
            ProjectDirectory = Project.Directory,
            Stack = Name,
            StateFile = StateFile,
            Passphrase = Passphrase,
            Overlay = Info is { } world
                ? Overlay.Of(world, Name).Where(entry => !Own.Contains(entry.Key)).ToDictionary()
                : new Dictionary<string, ConfigValue>(),
            Program = Program(),
        };

    private async Task WriteAsync(StateContents contents) =>
        await new StateWriter(StateFile, contents.Crypter, () => (contents.Resources, contents.Pending)).SaveAsync();

    private string[] Program()
    {
        var runtime =
            YamlFile.Read(Path.Combine(Project.Directory, "Pulumi.yaml")).Get("runtime") as YamlDotNet.RepresentationModel.YamlMappingNode;
        if ((runtime?.Get("options") as YamlDotNet.RepresentationModel.YamlMappingNode)?.Text("binary") is { } binary)
            return ["dotnet", Path.GetFullPath(binary, Project.Directory)];

        // The real command builds the program. Here it is built already: in the project, or beside this program for a copy of the project.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var relative = Path.Combine("bin", output.Parent!.Name, output.Name, "NodeBBInfra.dll");
        string[] places =
        [
            Path.Combine(Project.ProgramDirectory, relative),
            Path.Combine(output.Parent.Parent!.Parent!.Parent!.FullName, "infra", relative),
        ];
        return
        [
            "dotnet",
            places.FirstOrDefault(File.Exists)
                ?? throw new EngineException($"The Pulumi program is not built ({places[0]} is missing): run `make build`."),
        ];
    }

    private static string SelectionFile(WorldDirectory world) =>
        Path.Combine(Path.GetDirectoryName(world.StateFile("any"))!, "selected-stack");

    private static string ProjectDirectory()
    {
        for (var directory = new DirectoryInfo(Environment.CurrentDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Pulumi.yaml")))
                return directory.FullName;
        }

        throw new EngineException(
            $"no Pulumi.yaml project file found (searching upwards from {Environment.CurrentDirectory}). If you have not created a project yet, use `pulumi new` to do so"
        );
    }
}

/// <summary>A list of configuration keys in a file.</summary>
internal sealed class OwnKeys(string file)
{
    public bool Contains(string key) => File.Exists(file) && File.ReadLines(file).Contains(key);

    public void Add(string key)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!Contains(key))
            File.AppendAllText(file, key + "\n");
    }

    public void Remove(string key)
    {
        if (Contains(key))
            File.WriteAllLines(file, [.. File.ReadLines(file).Where(own => own != key)]);
    }

    public void Clear() => File.Delete(file);
}
