using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Engine.StandIn;

/// <summary>A project with a test program, a backend, and a shell in which `pulumi` is the stand-in.</summary>
internal sealed class StandInProject : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly TempDirectory _directory = new();

    public StandInProject(string config = "config:\n")
    {
        Write(
            "Pulumi.yaml",
            $"name: nodebb\nruntime:\n  name: dotnet\n  options:\n    binary: {TestProcess.Assembly}\nconfig:\n  ports:\n    type: array\n    items:\n      type: integer\n    default: [4567]\n  database:\n    type: string\n    default: \"\"\n"
        );
        Write("Pulumi.prod.yaml", $"# by hand\n{config}");
    }

    /// <summary>Additional environment variables: the program and its options.</summary>
    public Dictionary<string, string?> Environment { get; } =
        new()
        {
            ["PATH"] = $"{Repository.PathOf("sandbox", "path")}:{System.Environment.GetEnvironmentVariable("PATH")}",
            ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse",
            ["PULUMI_SKIP_CONFIRMATIONS"] = "true",
            ["PULUMI_STACK"] = null,
        };

    /// <summary>Creates a world as the backend, so that its values override the stack's.</summary>
    public void MakeWorld(string zoneId) =>
        new WorldInfo
        {
            Index = 0,
            Zone = "example.org",
            ZoneId = zoneId,
            EdgeAddress = "198.18.0.1",
            Hosts = new Dictionary<string, HostInfo> { ["prod"] = new(0, "example.org", "198.18.100.10", "fd00::10", "ssh-ed25519 AAAA") },
            SshKeyPath = _directory.Write(".sandbox/key", "a key"),
            CloudflareApi = new("http://127.0.0.1:1/client/v4", new string('t', 40)),
            CaBundle = "",
            AcmeDirectory = "",
            NodeMirror = "",
            NodeVersion = "",
            NodeSha256 = "",
            NodeMirrorPath = "",
            ImagePath = "",
            Passphrase = "correct horse",
            Forum = new("https://example.org/forum.git", "main", "stand-in", ""),
            EdgeSources = [],
        }.Save(new WorldDirectory(_directory[".sandbox"]));

    public string this[string name] => File.ReadAllText(_directory[name]);

    public StateContents State => StateFile.Read(StatePath, "correct horse", null);

    public string StatePath => _directory[".sandbox/state/prod.json"];

    public void Write(string name, string text) => _directory.Write(name, text);

    /// <summary>Runs a line as typed in a shell.</summary>
    public Task<Finished> RunAsync(string line, string? input = null) =>
        RunningProcess.RunAsync("bash", ["-c", line], Limit, _directory.FullPath, Environment, input);

    /// <summary>Starts a line in its own process group.</summary>
    public RunningProcess Start(string line) => RunningProcess.Start("setsid", ["bash", "-c", line], _directory.FullPath, Environment);

    /// <summary>Runs a line that must succeed and returns its output.</summary>
    public async Task<string> DoAsync(string line, string? input = null)
    {
        var finished = await RunAsync(line, input);
        Assert.True(finished.ExitCode == 0, $"{line}: {finished.ExitCode}\n{finished.All}");
        return finished.Output;
    }

    /// <summary>Runs a line that must fail and returns its message.</summary>
    public async Task<string> RefusedAsync(string line, int exitCode = 1)
    {
        var finished = await RunAsync(line);
        Assert.True(finished.ExitCode == exitCode, $"{line}: {finished.ExitCode}\n{finished.All}");
        return finished.All;
    }

    public void Dispose() => _directory.Dispose();
}
