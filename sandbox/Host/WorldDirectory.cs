namespace NodeBBInfra.Sandbox.Host;

/// <summary>The paths of a world's files.</summary>
/// <param name="Root">The absolute path of its directory.</param>
internal sealed record WorldDirectory(string Root)
{
    /// <summary>The world's addresses, keys and tokens (<see cref="WorldInfo"/>).</summary>
    public string InfoFile => Path.Combine(Root, "world.json");

    /// <summary>The engine's state, one file per stack.</summary>
    public string StateFile(string stack) => Path.Combine(Root, "state", stack + ".json");

    /// <summary>The simulated Cloudflare's zone.</summary>
    public string ZoneFile => Path.Combine(Root, "state", "cloudflare.json");

    /// <summary>The files of a stack's host.</summary>
    public HostDirectory Host(string stack) => new(Path.Combine(Root, "hosts", stack));

    /// <summary>The files of all hosts, also of those that were made only half.</summary>
    public IEnumerable<HostDirectory> Hosts =>
        Directory.Exists(Path.Combine(Root, "hosts"))
            ? Directory.EnumerateDirectories(Path.Combine(Root, "hosts")).Select(folder => new HostDirectory(folder))
            : [];

    /// <summary>Private keys and certificates, readable only by root.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>The bare repository from which the host clones the forum.</summary>
    public string Git => Path.Combine(Root, "git");

    /// <summary>Pebble's configuration.</summary>
    public string Acme => Path.Combine(Root, "acme");

    /// <summary>The log of a background process.</summary>
    public string Log(string name) => Path.Combine(Root, "logs", name + ".log");

    /// <summary>The key for SSH logins at the hosts.</summary>
    public string SshKey => Path.Combine(Keys, "ssh_ed25519");

    /// <summary>The known_hosts file with the hosts' keys.</summary>
    public string KnownHosts => Path.Combine(Keys, "known_hosts");

    /// <summary>The sandbox's certificate authority.</summary>
    public string CaCertificate => Path.Combine(Keys, "sandbox-ca.pem");

    /// <summary>All root certificates of pebble: it makes a new one at each start, and certificates from old ones stay in use.</summary>
    public string AcmeRoots => Path.Combine(Keys, "acme-roots.pem");

    /// <summary>The CA bundle of visitors in this world: this machine's and the sandbox's.</summary>
    public string CaBundle => Path.Combine(Root, "ca-bundle.pem");

    // Marks a world's directory; no other is ever deleted.
    private string Marker => Path.Combine(Root, ".nodebb-infra-world");

    /// <summary>Whether the directory holds a world or its remains.</summary>
    public bool IsWorld => File.Exists(Marker);

    /// <summary>Deletes a world's files.</summary>
    public async Task DeleteAsync()
    {
        // With rm: .NET takes minutes for a forum's tens of thousands of files.
        if (IsWorld)
            await Shell.RunAsync("rm", ["-rf", "--one-file-system", "--", Root], TimeSpan.FromMinutes(10));
    }

    /// <summary>Creates the directories, private to the owner because of keys and tokens.</summary>
    /// <exception cref="SandboxException">The directory contains something else.</exception>
    public void Create()
    {
        if (!IsWorld && Directory.Exists(Root) && Directory.EnumerateFileSystemEntries(Root).Any())
            throw new SandboxException($"{Root} is not empty and not a world; name another directory.");
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode passable = ownerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        // The host's users live below Root, so it must be traversable; secrets are in private directories.
        Directory.CreateDirectory(Root, passable);
        File.WriteAllText(Marker, "");
        foreach (var closed in new[] { Keys, Path.Combine(Root, "state"), Path.Combine(Root, "logs"), Acme })
            Directory.CreateDirectory(closed, ownerOnly);
        Directory.CreateDirectory(Git);
    }
}

/// <summary>The paths of a host's files.</summary>
/// <param name="Root">The absolute path of its directory.</param>
internal sealed record HostDirectory(string Root)
{
    /// <summary>The root file system: the image with the host's writable layer on top.</summary>
    public string RootFs => Path.Combine(Root, "rootfs");

    /// <summary>The host's changes to the image.</summary>
    public string Layer => Path.Combine(Root, "layer");

    /// <summary>The overlayfs work directory, on the layer's file system.</summary>
    public string LayerWork => Path.Combine(Root, "layer-work");

    /// <summary>The SSH host key.</summary>
    public string SshHostKey => Path.Combine(Root, "ssh_host_ed25519_key");

    /// <summary>Creates the directory.</summary>
    // The host's users live below it, so it must be traversable.
    public void Create() => Directory.CreateDirectory(Root);

    /// <summary>Deletes the files.</summary>
    // With rm: .NET takes minutes for a forum's tens of thousands of files.
    public Task DeleteAsync() => Shell.RunAsync("rm", ["-rf", "--one-file-system", "--", Root], TimeSpan.FromMinutes(10));
}
