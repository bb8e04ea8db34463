using CliWrap;
using NodeBBInfra.Components;
using NodeBBInfra.Sandbox.Commands;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.Machine;
using NodeBBInfra.Sandbox.Mirror;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks.Deployment;

/// <summary>A world with a fresh host and a fresh zone, for one deployment.</summary>
internal sealed class DeploymentWorld : IAsyncDisposable
{
    private const string Stack = "prod";

    // `make up` uses 0, and tests use 90 and above.
    private const int Index = 89;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    // NodeBB's, and the stand-in's.
    private static readonly string[] BrowserScripts = ["public/src/app.js", "src/browser.js"];

    private readonly WorldRequest _request;
    private readonly WorldInfo _world;

    private DeploymentWorld(WorldRequest request, WorldInfo world) => (_request, _world) = (request, world);

    private HostInfo Host => _world.Host(Stack);

    /// <summary>Makes the world and waits until its host has booted.</summary>
    /// <param name="project">The repository.</param>
    /// <param name="nodebb"><c>REPOSITORY[@REF]</c>; null for the stand-in forum.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task<DeploymentWorld> StartAsync(string project, string? nodebb, CancellationToken cancellationToken)
    {
        // In place of a world that a killed run has left.
        var directory = new WorldDirectory(Path.Combine(project, ".sandbox-bench"));
        await RemoveAsync(directory);
        var request = new WorldRequest(directory, Index, project, Stack, StackEngine.Sandbox, nodebb);
        var forum = StackForum.Read(project, Stack) is { OwnsZone: true } owner
            ? owner
            : throw new SandboxException($"Pulumi.{Stack}.yaml has no nodebb:domain with a zone of its own.");
        var world = await new WorldMaker(request, new Progress(TextWriter.Null)).EnsureAsync(forum, cancellationToken);
        var made = new DeploymentWorld(request, world);
        await HostSsh.RunAsync(directory, made.Host.Address, "systemctl is-system-running --wait", Limit, cancellationToken);
        return made;
    }

    /// <summary>The forum's domain.</summary>
    public string Domain => Host.Domain;

    /// <summary>The address of Cloudflare's edge.</summary>
    public string EdgeAddress => _world.EdgeAddress;

    /// <summary>The forum's name and version.</summary>
    public string Forum => _world.Forum.Described;

    /// <summary>Runs a command on the host as root, and returns its output.</summary>
    /// <exception cref="SandboxException">It failed; the message has its error.</exception>
    public async Task<string> OnHostAsync(string command, CancellationToken cancellationToken)
    {
        var result = await HostSsh.RunAsync(_request.Directory, Host.Address, command, Limit, cancellationToken);
        return result.ExitCode == 0
            ? result.Output
            : throw new SandboxException($"\"{command}\" failed on the host (exit {result.ExitCode}): {Shell.LastLines(result.Error, 10)}");
    }

    /// <summary>Makes the next <c>up</c> deploy a release that differs in one line of the browsers' script.</summary>
    public async Task OfferReleaseAsync(CancellationToken cancellationToken)
    {
        var work = Directory.CreateTempSubdirectory("nodebb-infra-release-");
        try
        {
            var commit = _world.Forum.Commit ?? _world.Forum.Ref;
            async Task<string> GitAsync(params string[] arguments) =>
                await Shell.RunAsync("git", ["-C", work.FullName, .. arguments], cancellationToken: cancellationToken);
            await GitAsync("clone", "--quiet", Path.Combine(_request.Directory.Git, ForumRepository.FolderName), ".");
            await GitAsync("checkout", "--quiet", commit);
            var script = BrowserScripts.Select(name => Path.Combine(work.FullName, name)).First(File.Exists);
            await File.AppendAllTextAsync(script, "\n// The next release.\n", cancellationToken);
            await GitAsync("-c", "user.name=bench", "-c", "user.email=bench@example.org", "commit", "--quiet", "--all", "-m", "next");
            await GitAsync("push", "--quiet", "--force", "origin", "HEAD:refs/heads/next");
            (_world with { Forum = _world.Forum with { Commit = (await GitAsync("rev-parse", "HEAD")).Trim(), IsOffered = true } }).Save(
                _request.Directory
            );
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>Deploys with the guide's commands.</summary>
    public async Task<DeploymentTimes> ScriptAsync(CancellationToken cancellationToken)
    {
        var files = Directory.CreateDirectory(Path.Combine(_request.Directory.Root, "guide"));
        foreach (var (name, text) in NginxFiles.GuideFor(Host.Domain).ConfD)
            await File.WriteAllTextAsync(Path.Combine(files.FullName, name), text, cancellationToken);
        var environment = new Dictionary<string, string?>
        {
            ["HOST"] = Host.Address,
            ["SSH_KEY"] = _request.Directory.SshKey,
            ["KNOWN_HOSTS"] = _request.Directory.KnownHosts,
            ["DOMAIN"] = Host.Domain,
            ["HOSTS"] = string.Join(' ', new ForumDomain(Host.Domain).Hosts),
            ["EMAIL"] = $"admin@{Host.Domain}",
            ["ACME_SERVER"] = _world.AcmeDirectory,
            ["PACKAGES"] = string.Join(' ', Versions.Packages),
            ["NODE_MIRROR"] = _world.NodeMirror,
            ["NODE_VERSION"] = _world.NodeVersion,
            ["NODE_SHA256"] = _world.NodeSha256,
            ["REPOSITORY"] = _world.Forum.Repository,
            ["REF"] = _world.Forum.Ref,
            ["API"] = _world.CloudflareApi.BaseUrl,
            ["TOKEN"] = _world.CloudflareApi.Token,
            ["ZONE_ID"] = _world.ZoneId,
            ["ADDRESSES"] = _world.EdgeAddress6 is null ? Host.Address : $"{Host.Address} {Host.Address6}",
            ["FILES"] = files.FullName,
            ["EDGE"] = _world.EdgeAddress,
            ["CA_BUNDLE"] = _world.CaBundle,
        };
        // Next to this program's sources: .../Measure/bin/Debug/net10.0.
        var script = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "Benchmarks", "Deployment", "guide.sh"));
        var (lines, seconds) = await RunAsync("bash", [script], environment, cancellationToken);
        return DeploymentTimes.OfScript(lines, seconds);
    }

    /// <summary>Deploys with <c>up</c>, which fails if a check of its verification does.</summary>
    public async Task<DeploymentTimes> UpAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            typeof(UpCommand).Assembly.Location,
            "up",
            "--project",
            _request.ProjectDirectory,
            "--stack",
            Stack,
            "--world",
            _request.Directory.Root,
            "--index",
            $"{Index}",
            "--engine",
            "sandbox",
        ];
        var (lines, seconds) = await RunAsync("dotnet", arguments, new Dictionary<string, string?>(), cancellationToken);
        return DeploymentTimes.OfUp(lines, seconds);
    }

    /// <summary>Removes the world.</summary>
    public async ValueTask DisposeAsync() => await RemoveAsync(_request.Directory);

    private static async Task RemoveAsync(WorldDirectory directory)
    {
        if (new WorldRegistry().IndexOf(directory) is { } index)
            await new World(directory, index).StopAsync();
        await directory.DeleteAsync();
    }

    private static async Task<(List<TimedLine> Lines, double Seconds)> RunAsync(
        string program,
        string[] arguments,
        Dictionary<string, string?> environment,
        CancellationToken cancellationToken
    )
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        var lines = new List<TimedLine>();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithEnvironmentVariables(environment)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Add))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Add))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(limited.Token);
        var seconds = clock.Elapsed.TotalSeconds;
        return result.ExitCode == 0
            ? (lines, seconds)
            : throw new SandboxException(
                $"{program} {arguments[0]} failed (exit {result.ExitCode}):\n{Shell.LastLines(string.Join('\n', lines.Select(line => line.Text)), 30)}"
            );

        void Add(string line)
        {
            lock (lines)
                lines.Add(new TimedLine(clock.Elapsed.TotalSeconds, line));
        }
    }
}
