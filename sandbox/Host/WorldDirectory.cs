namespace NodeBBInfra.Sandbox.Host;

/// <summary>Where a world keeps its files.</summary>
/// <param name="Root">The directory, an absolute path.</param>
internal sealed record WorldDirectory(string Root)
{
    /// <summary>What the world is: addresses, keys, tokens (<see cref="WorldInfo"/>).</summary>
    public string InfoFile => Path.Combine(Root, "world.json");

    /// <summary>The engine's state, one file per stack.</summary>
    public string StateFile(string stack) => Path.Combine(Root, "state", stack + ".json");

    /// <summary>The zone as the simulated Cloudflare keeps it.</summary>
    public string ZoneFile => Path.Combine(Root, "state", "cloudflare.json");

    /// <summary>The host's root file system: the image with the world's own layer on top.</summary>
    public string RootFs => Path.Combine(Root, "rootfs");

    /// <summary>What the host changed in the image.</summary>
    public string Layer => Path.Combine(Root, "layer");

    /// <summary>overlayfs needs it beside the layer.</summary>
    public string LayerWork => Path.Combine(Root, "layer-work");

    /// <summary>Private keys and certificates; only root may look.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>The bare repository that the host clones the forum from is in here.</summary>
    public string Git => Path.Combine(Root, "git");

    /// <summary>Pebble's configuration.</summary>
    public string Acme => Path.Combine(Root, "acme");

    /// <summary>One file per background process.</summary>
    public string Log(string name) => Path.Combine(Root, "logs", name + ".log");

    /// <summary>The key that logs in at the host.</summary>
    public string SshKey => Path.Combine(Keys, "ssh_ed25519");

    /// <summary>The host's own key.</summary>
    public string SshHostKey => Path.Combine(Keys, "ssh_host_ed25519_key");

    /// <summary>The host's key in the form that ssh checks.</summary>
    public string KnownHosts => Path.Combine(Keys, "known_hosts");

    /// <summary>The sandbox's certificate authority.</summary>
    public string CaCertificate => Path.Combine(Keys, "sandbox-ca.pem");

    /// <summary>Roots that pebble has issued from; a new one each time it starts, and certificates of the old ones live on.</summary>
    public string AcmeRoots => Path.Combine(Keys, "acme-roots.pem");

    /// <summary>The certificates that a visitor in this world trusts: this machine's and the sandbox's.</summary>
    public string CaBundle => Path.Combine(Root, "ca-bundle.pem");

    // Tells a world's directory from any other, which must never be deleted.
    private string Marker => Path.Combine(Root, ".nodebb-infra-world");

    /// <summary>Whether a world, or what is left of one, is here.</summary>
    public bool IsWorld => File.Exists(Marker);

    /// <summary>Deletes a world's files.</summary>
    public async Task DeleteAsync()
    {
        // By rm: a forum has tens of thousands of files, and .NET takes minutes for them.
        if (IsWorld)
            await Shell.RunAsync("rm", ["-rf", "--one-file-system", "--", Root], TimeSpan.FromMinutes(10));
    }

    /// <summary>Makes the directories, the whole readable only by the one who made it: there are keys and tokens in it.</summary>
    /// <exception cref="SandboxException">The directory holds something else.</exception>
    public void Create()
    {
        if (!IsWorld && Directory.Exists(Root) && Directory.EnumerateFileSystemEntries(Root).Any())
            throw new SandboxException($"{Root} is not empty and not a world; name another directory.");
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode passable = ownerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        // The host's users live below Root, so it can be passed through; what is secret lies in closed directories.
        Directory.CreateDirectory(Root, passable);
        File.WriteAllText(Marker, "");
        foreach (var closed in new[] { Keys, Path.Combine(Root, "state"), Path.Combine(Root, "logs"), Acme })
            Directory.CreateDirectory(closed, ownerOnly);
        Directory.CreateDirectory(Git);
    }
}
