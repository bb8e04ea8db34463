using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Secrets;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>The origin: Redis and the forum's workers, configured like the stack's. Each measurement starts its own nginx.</summary>
internal sealed class OriginMachine : IAsyncDisposable
{
    public static readonly ForumDomain Domain = new("forum.example.org");

    /// <summary>The workers' ports.</summary>
    public static readonly IReadOnlyList<int> Ports = [4567, 4568, 4569];

    private const string Config = "/etc/nodebb/config.json";
    private const string Sockets = "/var/lib/nodebb/workers";
    private const string Secret = "only-for-this-measurement";

    private readonly OriginProcess _redis;
    private readonly Dictionary<int, OriginProcess> _workers = [];

    private OriginMachine(OriginProcess redis) => _redis = redis;

    public IEnumerable<OriginProcess> Workers => _workers.Values;

    /// <summary>Creates the origin and starts everything but nginx.</summary>
    public static async Task<OriginMachine> StartAsync(MeasurementPlan plan, CancellationToken cancellationToken)
    {
        await Mounts.MakeAsync(plan, cancellationToken);
        Directory.CreateDirectory(Mounts.Root + Sockets);
        var redis = OriginProcess.Start(
            "redis",
            Mounts.Inside(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                $"{ForumConfig.RedisPort}",
                "--requirepass",
                Secret,
                "--save",
                ""
            )
        );
        var machine = new OriginMachine(redis);
        await redis.ListensAsync(ForumConfig.RedisPort, cancellationToken);
        Mounts.Write(
            Config,
            ForumConfig
                .Render(Domain, Ports, sendsMail: true)
                .Replace(HostSecret.Marker(HostSecret.NodeBBSecret), Secret, StringComparison.Ordinal)
                .Replace(HostSecret.Marker(HostSecret.RedisPassword), Secret, StringComparison.Ordinal)
        );
        await SetUpAsync(cancellationToken);
        await Task.WhenAll(Ports.Select(port => machine.StartWorkerAsync(port, cancellationToken)));
        return machine;
    }

    /// <summary>Starts a port's worker and waits until it listens.</summary>
    public async Task StartWorkerAsync(int port, CancellationToken cancellationToken)
    {
        var worker = OriginProcess.Start(
            $"worker-{port}",
            InForum(
                [
                    $"port={port}",
                    "isCluster=true",
                    $"isPrimary={(port == Ports[0] ? "true" : "false")}",
                    $"config={Config}",
                    $"NODEBB_INFRA_WORKERS={Sockets}",
                ],
                WorkerCommand()
            )
        );
        lock (_workers)
            _workers[port] = worker;
        await worker.ListensAsync(port, cancellationToken);
    }

    /// <summary>Kills a port's worker, like a crash; it is not restarted.</summary>
    public Task KillWorkerAsync(int port) => _workers[port].KillAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers.Values)
            await worker.DisposeAsync();
        await _redis.DisposeAsync();
    }

    // The unit's command, with the stack's files that it names.
    private static string[] WorkerCommand()
    {
        const string start = "ExecStart=",
            ours = "/usr/local/lib/nodebb-infra/worker/";
        var command = HostScript
            .Load("Origin/Forum/nodebb@.service")
            .Split('\n')
            .Single(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..]
            .Split(' ');
        foreach (var module in HostScript.Find("Origin/Forum/", ".mjs"))
            Mounts.Write($"{ours}{Path.GetFileName(module)}", HostScript.Load(module));
        return command;
    }

    // The administrator is passed in the environment, as in forum.sh.
    private static async Task SetUpAsync(CancellationToken cancellationToken)
    {
        string[] administrator =
        [
            "NODEBB_ADMIN_USERNAME=Keeper",
            $"NODEBB_ADMIN_PASSWORD={Secret}-9",
            "NODEBB_ADMIN_EMAIL=keeper@example.org",
        ];
        var command = InForum(administrator, "./nodebb", $"--config={Config}", "setup");
        var output = await Shell.RunAsync(command[0], command[1..], TimeSpan.FromMinutes(4), cancellationToken: cancellationToken);
        if (!output.Contains("NodeBB Setup Completed", StringComparison.Ordinal))
            throw new SandboxException($"The forum's setup did not complete:\n{Shell.LastLines(output, 15)}");
    }

    // An empty environment, because NodeBB would read this program's variables as configuration.
    private static string[] InForum(string[] environment, params string[] command) =>
        Mounts.Inside([
            "env",
            "-i",
            "-C",
            Mounts.Forum,
            $"PATH={Mounts.Node}/bin:/usr/bin:/bin",
            "HOME=/root",
            "NODE_ENV=production",
            .. environment,
            .. command,
        ]);
}
