using NodeBBInfra.Sandbox.Acme;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Mirror;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>A whole world: host, edge, Cloudflare's API, ACME server, mirrors, and the network between them.</summary>
internal sealed class World
{
    private readonly Background _background;
    private readonly WorldAddresses _addresses;
    private readonly WorldDirectory _directory;

    /// <summary>Describes a world without making anything.</summary>
    public World(WorldDirectory directory, int index)
    {
        _directory = directory;
        _addresses = new WorldAddresses(index);
        _background = new Background(directory);
    }

    /// <summary>Whether all parts of the world are running.</summary>
    public bool IsWhole
    {
        get
        {
            var running = _background.Running();
            return Processes.All(running.ContainsKey) && File.Exists($"/run/netns/{_addresses.Namespace}");
        }
    }

    private static readonly string[] Processes =
    [
        HostBoot.ProcessName,
        Pebble.ProcessName,
        Pebble.DnsProcessName,
        GitDaemon.ProcessName,
        WorldServer.ProcessName,
    ];

    /// <summary>Starts the network, then the host and the services. Returns the new contents of world.json.</summary>
    public async Task<WorldInfo> StartAsync(WorldInfo world, Progress progress, CancellationToken cancellationToken)
    {
        new WorldRegistry().Claim(_addresses.Index, _directory);
        var files = new HostFileSystem(_directory);
        await progress.RunAsync(
            "network",
            $"edge {_addresses.Edge}, origin {_addresses.Origin}",
            () => new Network(_addresses).UpAsync(world.EdgeSources.Select(System.Net.IPAddress.Parse), cancellationToken)
        );

        var host = new HostBoot(_directory, _addresses, _background);
        await progress.RunAsync(
            "boot",
            "booting the host, starting the services around it",
            async () =>
            {
                await files.MountAsync(world.ImagePath, cancellationToken);
                await new HostFiles(_directory, world, _addresses).WriteAsync(cancellationToken);
                host.Start();
                await Task.WhenAll(host.WaitAsync(cancellationToken), StartServicesAsync(world, cancellationToken));
            }
        );

        world = world with { Pids = _background.Running() };
        world.Save(_directory);
        return world;
    }

    /// <summary>Restarts the server process if it is from another build.</summary>
    public Task RefreshServerAsync(WorldInfo world, CancellationToken cancellationToken) =>
        new WorldServer(_directory, _addresses, _background).EnsureAsync(world, cancellationToken);

    /// <summary>Stops, unmounts and unconfigures everything on this machine; keeps the files.</summary>
    public async Task StopAsync()
    {
        await _background.StopAsync(TimeSpan.FromSeconds(10));
        await new HostBoot(_directory, _addresses, _background).CleanUpAsync();
        await new HostFileSystem(_directory).UnmountAsync();
        await new Network(_addresses).DownAsync();
        new WorldRegistry().Release(_addresses.Index, _directory);
    }

    private async Task StartServicesAsync(WorldInfo world, CancellationToken cancellationToken)
    {
        var pebble = new Pebble(_directory, _addresses, _background);
        var git = new GitDaemon(_directory, _addresses, _background);
        pebble.Start();
        git.Start();
        await pebble.WaitAsync(cancellationToken); // The edge trusts pebble's root, so pebble starts first.
        await new WorldServer(_directory, _addresses, _background).EnsureAsync(world, cancellationToken);
        await git.WaitAsync(cancellationToken);
    }
}
