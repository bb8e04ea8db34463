using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>A project, a stack, and a script in place of the pulumi command, set as PULUMI_BIN until disposed.</summary>
internal sealed class FakePulumi : IDisposable
{
    private readonly TempDirectory _directory = new();

    public FakePulumi()
    {
        Write(
            "Pulumi.yaml",
            "name: nodebb\nruntime:\n  name: dotnet\nmain: infra\nconfig:\n  domain:\n    type: string\n  ports:\n    type: array\n    items:\n      type: integer\n    default: [1]\n"
        );
        Write("Pulumi.staging.yaml", "# by hand\nconfig:\n  nodebb:domain: example.net\n  nodebb:deleteData: true\n");
        foreach (var (name, text) in new[] { ("version", "3.259.0"), ("plugins", "[]"), ("stacks", "[]"), ("exit", "0") })
            Answer(name, text);
        File.Copy(Repository.PathOf("sandbox", "Tests", "Engine", "Serving", "fake-pulumi.sh"), Program);
        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PULUMI_BIN", Program);
    }

    public string Program => _directory["bin/pulumi"];

    public string Copy => _directory["state/staging.pulumi"];

    public EngineOptions Options =>
        new()
        {
            Operation = Operation.Up,
            ProjectDirectory = _directory.FullPath,
            Stack = "staging",
            StateFile = _directory["state/staging.json"],
            Passphrase = "correct horse",
            Overlay = new Dictionary<string, ConfigValue>
            {
                ["nodebb:ports"] = new("[4567,4568]", false),
                ["cloudflare:apiToken"] = new("t0ken", true),
            },
            Program = ["dotnet", "/somewhere/NodeBBInfra.dll"],
        };

    /// <summary>The calls of the command, without directory and environment.</summary>
    public IReadOnlyList<string> Commands => [.. Calls.Where(line => !line.StartsWith(' '))];

    public IReadOnlyList<string> Calls => File.Exists(_directory["bin/calls"]) ? File.ReadAllLines(_directory["bin/calls"]) : [];

    public string this[string name] => File.ReadAllText(_directory[name]);

    /// <summary>Sets a response of the command: version, plugins, stacks, exit; or "waits", which makes it wait for SIGINT.</summary>
    public void Answer(string name, string text) => Write($"bin/{name}", text);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PULUMI_BIN", null);
        _directory.Dispose();
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory[name])!);
        File.WriteAllText(_directory[name], text);
    }
}
