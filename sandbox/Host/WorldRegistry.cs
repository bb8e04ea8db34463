using System.Globalization;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>The kernel's IPv4 forwarding switch.</summary>
internal static class Forwarding
{
    public const string File = "/proc/sys/net/ipv4/ip_forward";
}

/// <summary>
/// Which directory owns which world index on this machine, and the forwarding setting before the first world. It is in /run, because a
/// reboot ends all worlds.
/// </summary>
internal sealed class WorldRegistry(string folder = "/run/nodebb-infra", string forwarding = Forwarding.File)
{
    private string Owner(int index) => Path.Combine(folder, index.ToString(CultureInfo.InvariantCulture));

    private string ForwardingBefore => Path.Combine(folder, "ip_forward");

    /// <summary>Claims an index for a world.</summary>
    /// <exception cref="SandboxException">Another existing world has it.</exception>
    public void Claim(int index, WorldDirectory directory)
    {
        using var guard = Lock();
        if (!File.Exists(ForwardingBefore))
            File.Copy(forwarding, ForwardingBefore);
        var owner = OwnerOf(index);
        if (owner is not null && owner != directory.Root && File.Exists(new WorldDirectory(owner).InfoFile))
        {
            throw new SandboxException(
                $"World {index} of this machine is in use by {owner}. `make destroy` there, or use another number (INDEX=1 make up)."
            );
        }

        File.WriteAllText(Owner(index), directory.Root);
    }

    /// <summary>Releases an index; the last release restores forwarding.</summary>
    public void Release(int index, WorldDirectory directory)
    {
        using var guard = Lock();
        if (OwnerOf(index) == directory.Root)
            File.Delete(Owner(index));
        if (Directory.EnumerateFiles(folder).Any(file => int.TryParse(Path.GetFileName(file), CultureInfo.InvariantCulture, out _)))
            return;
        if (File.Exists(ForwardingBefore))
            File.WriteAllText(forwarding, File.ReadAllText(ForwardingBefore));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The directory's index, or null.</summary>
    public int? IndexOf(WorldDirectory directory) =>
        Enumerable.Range(0, WorldAddresses.MaxIndex + 1).Cast<int?>().FirstOrDefault(index => OwnerOf(index!.Value) == directory.Root);

    /// <summary>The index's directory, or null.</summary>
    public string? OwnerOf(int index) => File.Exists(Owner(index)) ? File.ReadAllText(Owner(index)) : null;

    // Worlds may start and stop in parallel. The lock file is opened exclusively, so a crashed owner's lock ends with its process.
    private FileStream Lock()
    {
        Directory.CreateDirectory(folder);
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 100)
            {
                Directory.CreateDirectory(folder);
                Thread.Sleep(50);
            }
        }
    }
}
