using System.Globalization;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>Where Linux keeps whether this machine forwards packets.</summary>
internal static class Forwarding
{
    public const string File = "/proc/sys/net/ipv4/ip_forward";
}

/// <summary>
/// Which directory owns which world number on this machine, and how forwarding was set before the first world. It lives in /run, so
/// a reboot, which ends all worlds, also clears it.
/// </summary>
internal sealed class WorldRegistry(string folder = "/run/nodebb-infra", string forwarding = Forwarding.File)
{
    private string Owner(int index) => Path.Combine(folder, index.ToString(CultureInfo.InvariantCulture));

    private string ForwardingBefore => Path.Combine(folder, "ip_forward");

    /// <summary>Takes a number for a world.</summary>
    /// <exception cref="SandboxException">Another world that still exists has it.</exception>
    public void Claim(int index, WorldDirectory directory)
    {
        using var guard = Lock();
        if (!File.Exists(ForwardingBefore))
            File.Copy(forwarding, ForwardingBefore);
        var owner = OwnerOf(index);
        if (owner is not null && owner != directory.Root && File.Exists(new WorldDirectory(owner).InfoFile))
            throw new SandboxException($"World {index} of this machine is in use by {owner}. `make destroy` there, or use another number (INDEX=1 make up).");
        File.WriteAllText(Owner(index), directory.Root);
    }

    /// <summary>Gives a number back; with the last one, forwarding becomes what it was.</summary>
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

    /// <summary>The number that a directory has, if any.</summary>
    public int? IndexOf(WorldDirectory directory) =>
        Enumerable.Range(0, WorldAddresses.MaxIndex + 1).Cast<int?>().FirstOrDefault(index => OwnerOf(index!.Value) == directory.Root);

    /// <summary>The directory that has a number, if any.</summary>
    public string? OwnerOf(int index) => File.Exists(Owner(index)) ? File.ReadAllText(Owner(index)) : null;

    // Two worlds may come and go at once. The lock file is opened without sharing, and a dead owner's lock is gone with it.
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
