using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using NodeBBInfra.Sandbox.Acme;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Mirror;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Provides the requested world: reuses a running one, restarts a stopped one, or makes a new one.</summary>
internal sealed class WorldMaker(WorldRequest request, Progress progress)
{
    private readonly WorldDirectory _directory = request.Directory;

    /// <summary>Returns the running world.</summary>
    /// <exception cref="SandboxException">It cannot start; nothing new is left behind.</exception>
    public async Task<WorldInfo> EnsureAsync(string domain, CancellationToken cancellationToken)
    {
        var world = WorldInfo.Load(_directory);
        if (world is null)
            return await MakeAsync(domain, cancellationToken);
        if (world.Domain != domain)
        {
            throw new SandboxException(
                $"This world is for {world.Domain}, and Pulumi.{request.Stack}.yaml is for {domain}. `make destroy` first."
            );
        }
        // NodeBB and the stand-in cannot log anybody in from each other's database.
        if (request.ForumKind is { } kind && kind != world.Forum.Kind)
        {
            throw new SandboxException(
                $"This world has the data of {world.Forum.Described}, which another forum cannot read. `make destroy` first."
            );
        }

        world = await UpdateForumAsync(world, cancellationToken);
        var running = new World(_directory, world.Index);
        if (!running.IsWhole)
            return await RestartAsync(running, world, cancellationToken);
        await running.RefreshServerAsync(world, cancellationToken);
        progress.Say($"world: already running in {_directory.Root}");
        return world;
    }

    private async Task<WorldInfo> MakeAsync(string domain, CancellationToken cancellationToken)
    {
        var addresses = new WorldAddresses(request.Index);
        Preflight.Check(addresses);
        await Preflight.PrepareAsync(progress, cancellationToken);
        var registry = new WorldRegistry();
        registry.Claim(request.Index, _directory);
        var world = new World(_directory, request.Index);
        try
        {
            await world.StopAsync(); // A crash may have left parts of a world with this index.
            registry.Claim(request.Index, _directory);
            _directory.Create();
            var info = await DescribeAsync(domain, addresses, cancellationToken);
            info.Save(_directory);
            return await world.StartAsync(info, progress, cancellationToken);
        }
        catch
        {
            await world.StopAsync();
            await _directory.DeleteAsync();
            throw;
        }
    }

    private async Task<WorldInfo> RestartAsync(World world, WorldInfo info, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(info.ImagePath))
        {
            throw new SandboxException(
                $"The image that this world's host was made from is gone ({info.ImagePath}). `make destroy`, then `make up` makes a new world."
            );
        }

        progress.Say("world: parts of it do not run; starting it again");
        await world.StopAsync();
        Preflight.Check(new WorldAddresses(info.Index)); // After the stop, because its own edge may have held the ports.
        await Preflight.PrepareAsync(progress, cancellationToken);
        return await world.StartAsync(info, progress, cancellationToken);
    }

    private async Task<WorldInfo> DescribeAsync(string domain, WorldAddresses addresses, CancellationToken cancellationToken)
    {
        var image = progress.RunAsync(
            "image",
            "a Debian system for the host (kept for the next time)",
            () => HostImage.GetAsync(cancellationToken)
        );
        var node = progress.RunAsync(
            "node mirror",
            "a Node release (kept for the next time)",
            () => NodeMirror.GetAsync(cancellationToken)
        );
        var forum = ForumAsync(addresses, null, cancellationToken);
        await Task.WhenAll(image, node, forum);

        await HostSsh.MakeAsync(_directory, cancellationToken);
        SandboxCa.Make(_directory, domain, addresses.Gateway);
        var background = new Background(_directory);
        var hostKey = HostSsh.PublicKey(_directory.SshHostKey);
        await File.WriteAllTextAsync(_directory.KnownHosts, $"{addresses.Origin} {hostKey}\n", cancellationToken);
        await WriteCaBundleAsync(cancellationToken);
        return new WorldInfo
        {
            Index = request.Index,
            Domain = domain,
            ZoneId = RandomNumberGenerator.GetHexString(32, lowercase: true),
            EdgeAddress = addresses.Edge.ToString(),
            EdgeAddress6 = Network.HasIPv6 ? addresses.Edge6.ToString() : null,
            OriginAddress = addresses.Origin.ToString(),
            OriginAddress6 = addresses.Origin6.ToString(),
            SshKeyPath = _directory.SshKey,
            SshHostKey = hostKey,
            CloudflareApi = new CloudflareEndpoint(
                $"http://127.0.0.1:{FreePort()}/client/v4",
                RandomNumberGenerator.GetHexString(40, lowercase: true)
            ),
            CaBundle = _directory.CaBundle,
            AcmeDirectory = new Pebble(_directory, addresses, background).DirectoryUrl,
            NodeMirror = $"http://{addresses.Gateway}:{FreePort()}",
            NodeVersion = node.Result.Version,
            NodeSha256 = node.Result.Sha256,
            NodeMirrorPath = node.Result.Folder,
            ImagePath = image.Result,
            Passphrase = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Forum = forum.Result,
            EdgeSources = [.. EdgeSources.Choose(request.Index).Select(a => a.ToString())],
        };
    }

    private async Task<WorldInfo> UpdateForumAsync(WorldInfo world, CancellationToken cancellationToken)
    {
        var forum = await ForumAsync(new WorldAddresses(world.Index), world.Forum, cancellationToken);
        if (forum == world.Forum)
            return world;
        world = world with { Forum = forum };
        world.Save(_directory);
        return world;
    }

    private async Task<ForumRelease> ForumAsync(WorldAddresses addresses, ForumRelease? present, CancellationToken cancellationToken)
    {
        var url = new GitDaemon(_directory, addresses, new Background(_directory)).RepositoryUrl;
        var repository = new ForumRepository(_directory, url);
        if (request.NodeBB is not null and not ForumRepository.StandIn)
            return await repository.UseNodeBBAsync(request.NodeBB, cancellationToken);
        if (request.NodeBB is null && present is { Kind: not ForumRepository.StandIn })
            return await repository.WithCommitAsync(present, cancellationToken);
        return await repository.UseStandInAsync(Path.Combine(request.ProjectDirectory, "sandbox", "Forum"), cancellationToken);
    }

    private async Task WriteCaBundleAsync(CancellationToken cancellationToken)
    {
        const string machine = "/etc/ssl/certs/ca-certificates.crt";
        var bundle = File.Exists(machine) ? await File.ReadAllTextAsync(machine, cancellationToken) : "";
        await File.WriteAllTextAsync(
            _directory.CaBundle,
            bundle + await File.ReadAllTextAsync(_directory.CaCertificate, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>A port that is free on all addresses. It is kept in world.json so that the world's addresses stay the same.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
