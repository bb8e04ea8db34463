using System.Text.Json;
using NodeBBInfra.Tests.EndToEnd;
using NodeBBInfra.Tests.StackTests;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>A world without a deployment, and a shell in its project, for following the documents.</summary>
public sealed class ForumWorld : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private SandboxProgram _sandbox = null!;
    private readonly HashSet<string> _ran = [];

    /// <summary>The executed command lines.</summary>
    public IReadOnlySet<string> Ran => _ran;

    internal string StateFile => Path.Combine(_sandbox.World, "state", "prod.json");

    internal string StackFile => Path.Combine(Path.GetDirectoryName(_sandbox.World)!, "Pulumi.prod.yaml");

    internal JsonElement World => JsonDocument.Parse(File.ReadAllText(Path.Combine(_sandbox.World, "world.json"))).RootElement;

    /// <param name="affinity">The affinity.</param>
    /// <param name="ports">The number of workers.</param>
    /// <param name="more">Other settings, a line each.</param>
    internal void Configure(string affinity, int ports, params string[] more) =>
        _sandbox.Configure(
            Configuration(affinity, ports) + string.Concat(more.Select(line => $"  {line}\n")) + $"encryptionsalt: {Salt}\n"
        );

    public async Task InitializeAsync()
    {
        if (new HostFactAttribute().Skip is not null)
            return;
        _sandbox = await SandboxProgram.CreateAsync("prod", Configuration("session", ports: 3));
        var boot = await _sandbox.RunAsync("boot", Limit);
        Assert.True(boot.ExitCode == 0, boot.All);
    }

    public async Task DisposeAsync()
    {
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
    }

    /// <summary>Runs a document's lines in turn; each must succeed.</summary>
    internal async Task<string> DoAsync(IEnumerable<string> lines)
    {
        var printed = "";
        foreach (var line in lines)
        {
            _ran.Add(line);
            var finished = await RunAsync(line);
            Assert.True(finished.ExitCode == 0, $"{line}: {finished.ExitCode}\n{finished.All}");
            printed += finished.All;
        }

        return printed;
    }

    /// <summary>
    /// Runs a line as typed in a shell. The program is already built; its folder is a symlink here, in which it cannot be built.
    /// </summary>
    internal Task<Finished> RunAsync(string line) =>
        RunningProcess.RunAsync(
            "bash",
            ["-c", line.Replace("dotnet run --project infra --", $"dotnet {DeliveredProgram.Path}", StringComparison.Ordinal)],
            Limit,
            Path.GetDirectoryName(_sandbox.World),
            Environment,
            input: "a value\n"
        );

    /// <summary>Starts a deployment, or another command, and kills its process group at a moment.</summary>
    internal async Task<KilledCommand> KillAsync(Moment moment, int signal = Signals.Kill, string command = "pulumi up")
    {
        await using var process = RunningProcess.Start(
            "setsid",
            ["bash", "-c", $"exec {command}"],
            Path.GetDirectoryName(_sandbox.World),
            Environment
        );
        return await KilledCommand.RunAsync(process, moment, signal);
    }

    /// <summary>Runs a command on the host over SSH.</summary>
    internal async Task<string> OnHostAsync(string command)
    {
        var finished = await RunningProcess.RunAsync(
            "ssh",
            [
                "-i",
                World.GetProperty("sshKeyPath").GetString()!,
                "-o",
                $"UserKnownHostsFile={Path.Combine(_sandbox.World, "keys", "known_hosts")}",
                "-o",
                "BatchMode=yes",
                $"root@{World.GetProperty("hosts").GetProperty("prod").GetProperty("address").GetString()}",
                "bash",
                "-s",
            ],
            TimeSpan.FromMinutes(2),
            input: command
        );
        Assert.True(finished.ExitCode == 0, finished.All);
        return finished.Output;
    }

    /// <summary>Queries the zone through Cloudflare's API.</summary>
    internal async Task<JsonElement> ZoneAsync(string path)
    {
        var api = World.GetProperty("cloudflareApi");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", api.GetProperty("token").GetString());
        using var answer = JsonDocument.Parse(
            await http.GetStringAsync(
                new Uri($"{api.GetProperty("baseUrl").GetString()}/zones/{World.GetProperty("zoneId").GetString()}{path}")
            )
        );
        return answer.RootElement.GetProperty("result").Clone();
    }

    private Dictionary<string, string?> Environment =>
        new()
        {
            ["PATH"] = $"{Repository.PathOf("sandbox", "path")}:{System.Environment.GetEnvironmentVariable("PATH")}",
            ["SANDBOX_WORLD"] = _sandbox.World,
            ["PULUMI_STACK"] = "prod",
            ["PULUMI_SKIP_CONFIRMATIONS"] = "true",
        };

    // Pulumi writes it into the stack's file, and a rewritten file must keep it.
    private string Salt =>
        File.ReadLines(StackFile).First(line => line.StartsWith("encryptionsalt:", StringComparison.Ordinal))["encryptionsalt: ".Length..];

    private static string Configuration(string affinity, int ports) =>
        $"""
            config:
              nodebb:domain: forum.example.com
              nodebb:email: admin@example.com
              nodebb:affinity: {affinity}
              nodebb:ports: [{string.Join(", ", Enumerable.Range(4567, ports))}]

            """;
}
