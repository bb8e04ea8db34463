using System.Security.Cryptography;
using NodeBBInfra.Sandbox.Acme;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Mirror;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Provides the requested world: reuses a running one, restarts a stopped one, or makes a new one.</summary>
internal sealed class WorldMaker(WorldRequest request, Progress progress)
{
    private readonly WorldDirectory _directory = request.Directory;

    /// <summary>Returns the running world, with a host for the stack.</summary>
    /// <exception cref="SandboxException">It cannot start; nothing new is left behind.</exception>
    public async Task<WorldInfo> EnsureAsync(StackForum forum, CancellationToken cancellationToken)
    {
        var world = WorldInfo.Load(_directory);
        if (world is null)
            return await MakeAsync(forum, cancellationToken);
        RefuseOther(world, forum);

        world = await UpdateForumAsync(world, cancellationToken);
        var running = new World(_directory, world.Index);
        if (!running.IsWhole(world))
            world = await RestartAsync(running, world, cancellationToken);
        else
            await running.RefreshServerAsync(world, cancellationToken);
        if (!world.Hosts.ContainsKey(request.Stack))
            return await AddHostAsync(running, world, forum, cancellationToken);
        progress.Say($"world: already running in {_directory.Root}");
        return world;
    }

    private void RefuseOther(WorldInfo world, StackForum forum)
    {
        if (forum.Domain != world.Zone && !forum.IsBelow(world.Zone))
        {
            throw new SandboxException(
                $"This world is for {world.Zone}, and Pulumi.{request.Stack}.yaml is for {forum.Domain}. `make destroy` first."
            );
        }
        if (world.Hosts.GetValueOrDefault(request.Stack) is { } host && host.Domain != forum.Domain)
        {
            throw new SandboxException(
                $"The host of {request.Stack} is for {host.Domain}, and Pulumi.{request.Stack}.yaml is for {forum.Domain}. `make destroy STACK={request.Stack}` first."
            );
        }
        // NodeBB and the stand-in cannot log anybody in from each other's database.
        if (request.ForumKind is { } kind && kind != world.Forum.Kind)
        {
            throw new SandboxException(
                $"This world has the data of {world.Forum.Described}, which another forum cannot read. `make destroy` first."
            );
        }
    }

    private async Task<WorldInfo> MakeAsync(StackForum forum, CancellationToken cancellationToken)
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
            var info = await WithHostAsync(await DescribeAsync(forum.Zone, addresses, cancellationToken), forum, cancellationToken);
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

    private async Task<WorldInfo> AddHostAsync(World running, WorldInfo world, StackForum forum, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(world.ImagePath))
            throw ImageGone(world);
        var more = await WithHostAsync(world, forum, cancellationToken);
        more.Save(_directory);
        try
        {
            return await running.StartHostAsync(more, request.Stack, progress, cancellationToken);
        }
        catch
        {
            await running.RemoveHostAsync(more, request.Stack);
            world.Save(_directory);
            throw;
        }
    }

    private async Task<WorldInfo> WithHostAsync(WorldInfo world, StackForum forum, CancellationToken cancellationToken)
    {
        if (world.Hosts.Values.FirstOrDefault(host => host.Domain == forum.Domain) is not null)
            throw new SandboxException($"Another stack of this world has the domain {forum.Domain} already: each needs a name of its own.");
        var free = new WorldAddresses(world.Index).Hosts.FirstOrDefault(one => world.Hosts.Values.All(host => host.Number != one.Number));
        if (free is null)
        {
            throw new SandboxException(
                $"A world has at most {HostAddresses.MaxNumber + 1} hosts. `make destroy STACK=<stack>` removes one."
            );
        }
        var files = _directory.Host(request.Stack);
        files.Create();
        await HostSsh.MakeAsync(files.SshHostKey, "origin", cancellationToken);
        var hosts = world.Hosts.ToDictionary();
        hosts[request.Stack] = new HostInfo(
            free.Number,
            forum.Domain,
            free.Origin.ToString(),
            free.Origin6.ToString(),
            HostSsh.PublicKey(files.SshHostKey)
        );
        return (world with { Hosts = hosts }).WithKnownHosts(_directory);
    }

    private static SandboxException ImageGone(WorldInfo world) =>
        new(
            $"The image that this world's hosts were made from is gone ({world.ImagePath}). `make destroy`, then `make up` makes a new world."
        );

    private async Task<WorldInfo> RestartAsync(World world, WorldInfo info, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(info.ImagePath))
            throw ImageGone(info);
        progress.Say("world: parts of it are not running; starting it again");
        await world.StopAsync();
        Preflight.Check(new WorldAddresses(info.Index)); // After the stop, because its own edge may have held the ports.
        await Preflight.PrepareAsync(progress, cancellationToken);
        return await world.StartAsync(info, progress, cancellationToken);
    }

    private async Task<WorldInfo> DescribeAsync(string domain, WorldAddresses addresses, CancellationToken cancellationToken)
    {
        var image = progress.RunAsync(
            "image",
            "a Debian system for the hosts (kept for the next time)",
            () => HostImage.GetAsync(cancellationToken)
        );
        var node = progress.RunAsync(
            "node mirror",
            "a Node release (kept for the next time)",
            () => NodeMirror.GetAsync(cancellationToken)
        );
        var forum = ForumAsync(addresses, null, cancellationToken);
        await Task.WhenAll(image, node, forum);

        await HostSsh.MakeAsync(_directory.SshKey, "sandbox", cancellationToken);
        SandboxCa.Make(_directory, domain, addresses.Services);
        var background = new Background(_directory);
        await WriteCaBundleAsync(cancellationToken);
        return new WorldInfo
        {
            Index = request.Index,
            Zone = domain,
            ZoneId = RandomNumberGenerator.GetHexString(32, lowercase: true),
            EdgeAddress = addresses.Edge.ToString(),
            EdgeAddress6 = Network.HasIPv6 ? addresses.Edge6.ToString() : null,
            Hosts = new Dictionary<string, HostInfo>(),
            SshKeyPath = _directory.SshKey,
            CloudflareApi = new CloudflareEndpoint(
                $"http://127.0.0.1:{FreePort.Take()}/client/v4",
                RandomNumberGenerator.GetHexString(40, lowercase: true)
            ),
            CaBundle = _directory.CaBundle,
            AcmeDirectory = new Pebble(_directory, addresses, background).DirectoryUrl,
            NodeMirror = $"http://{addresses.Services}:{FreePort.Take()}",
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
        if (world.Forum.IsOffered)
            return world;
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
}
