using System.Net;
using NodeBBInfra.Sandbox.Acme;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Mirror;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>A whole world: hosts, edge, Cloudflare's API, ACME server, mirrors, and the network between them.</summary>
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

    private static readonly string[] Services = [Pebble.ProcessName, Pebble.DnsProcessName, GitDaemon.ProcessName, WorldServer.ProcessName];

    /// <summary>Whether all parts of the world are running.</summary>
    public bool IsWhole(WorldInfo world)
    {
        var running = _background.Running();
        return Services.Concat(world.Hosts.Keys.Select(HostBoot.ProcessName)).All(running.ContainsKey)
            && world.Hosts.Values.All(host => File.Exists($"/run/netns/{Addresses(host).Namespace}"));
    }

    /// <summary>Starts the network, then the hosts and the services. Returns the new contents of world.json.</summary>
    public async Task<WorldInfo> StartAsync(WorldInfo world, Progress progress, CancellationToken cancellationToken)
    {
        new WorldRegistry().Claim(_addresses.Index, _directory);
        await progress.RunAsync(
            "network",
            $"edge {_addresses.Edge}",
            () => new Network(_addresses).UpAsync(world.EdgeSources.Select(IPAddress.Parse), cancellationToken)
        );
        await progress.RunAsync(
            "boot",
            $"booting {string.Join(" and ", world.Hosts.Select(Describe))}, starting the services around",
            () =>
                Task.WhenAll([
                    .. world.Hosts.Keys.Select(stack => BootAsync(world, stack, cancellationToken)),
                    StartServicesAsync(world, cancellationToken),
                ])
        );
        return Running(world);
    }

    /// <summary>Starts one host in a running world. Returns the new contents of world.json.</summary>
    public async Task<WorldInfo> StartHostAsync(WorldInfo world, string stack, Progress progress, CancellationToken cancellationToken)
    {
        await progress.RunAsync(
            "boot",
            $"booting {Describe(KeyValuePair.Create(stack, world.Host(stack)))}",
            () => BootAsync(world, stack, cancellationToken)
        );
        return Running(world);
    }

    /// <summary>Restarts the server process if it is from another build.</summary>
    public Task RefreshServerAsync(WorldInfo world, CancellationToken cancellationToken) =>
        new WorldServer(_directory, _addresses, _background).EnsureAsync(world, cancellationToken);

    /// <summary>Stops one host and deletes its files.</summary>
    /// <returns>The world without it.</returns>
    public async Task<WorldInfo> RemoveHostAsync(WorldInfo world, string stack)
    {
        await _background.StopAsync(TimeSpan.FromSeconds(10), name => name == HostBoot.ProcessName(stack));
        await CleanUpAsync(Addresses(world.Host(stack)), [_directory.Host(stack)]);
        await _directory.Host(stack).DeleteAsync();
        var hosts = world.Hosts.Where(host => host.Key != stack).ToDictionary();
        return (world with { Hosts = hosts, Pids = _background.Running() }).WithKnownHosts(_directory);
    }

    /// <summary>Stops, unmounts and unconfigures everything on this machine; keeps the files.</summary>
    public async Task StopAsync()
    {
        await _background.StopAsync(TimeSpan.FromSeconds(10));
        foreach (var host in _addresses.Hosts)
            await CleanUpAsync(host, []);
        foreach (var host in _directory.Hosts)
            await new HostFileSystem(host).UnmountAsync();
        await new Network(_addresses).DownAsync();
        new WorldRegistry().Release(_addresses.Index, _directory);
    }

    private static string Describe(KeyValuePair<string, HostInfo> host) => $"{host.Key}'s host ({host.Value.Address})";

    private HostAddresses Addresses(HostInfo host) => new(_addresses.Index, host.Number);

    private WorldInfo Running(WorldInfo world)
    {
        world = world with { Pids = _background.Running() };
        world.Save(_directory);
        return world;
    }

    private async Task BootAsync(WorldInfo world, string stack, CancellationToken cancellationToken)
    {
        var (host, files) = (world.Host(stack), _directory.Host(stack));
        string[] names = host.Domain == world.Zone ? [host.Domain, $"www.{host.Domain}"] : [host.Domain];
        await Network.UpAsync(Addresses(host), cancellationToken);
        await new HostFileSystem(files).MountAsync(world.ImagePath, cancellationToken);
        await new HostFiles(_directory, files, world.EdgeAddress, names).WriteAsync(cancellationToken);
        var boot = new HostBoot(_directory, stack, Addresses(host), _background);
        boot.Start();
        await boot.WaitAsync(cancellationToken);
    }

    private static async Task CleanUpAsync(HostAddresses host, IEnumerable<HostDirectory> files)
    {
        await HostBoot.CleanUpAsync(host);
        foreach (var directory in files)
            await new HostFileSystem(directory).UnmountAsync();
        await Network.DownAsync(host);
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
