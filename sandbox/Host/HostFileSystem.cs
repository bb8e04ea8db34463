namespace NodeBBInfra.Sandbox.Host;

/// <summary>The host's root file system: the shared image below, the world's own layer above.</summary>
internal sealed class HostFileSystem(WorldDirectory directory)
{
    private bool IsMounted => File.ReadLines("/proc/self/mounts").Any(line => line.Split(' ')[1] == directory.RootFs);

    // The copy below is used as it is when it is complete; the marker is written last.
    private string CopyMarker => directory.RootFs + ".copied";

    /// <summary>Makes the file system ready for booting.</summary>
    public async Task MountAsync(string image, CancellationToken cancel)
    {
        if (IsMounted || File.Exists(CopyMarker))
            return;
        foreach (var folder in new[] { directory.RootFs, directory.Layer, directory.LayerWork })
            Directory.CreateDirectory(folder);

        string[] overlay = ["-t", "overlay", "overlay", "-o", $"lowerdir={image},upperdir={directory.Layer},workdir={directory.LayerWork}", directory.RootFs];
        var mounted = await Shell.TryRunAsync("mount", overlay, cancel: cancel);
        if (mounted.Succeeded)
            return;

        // overlayfs does not stack on every file system (another overlay, for one): there the host gets a copy of the image.
        await Shell.RunAsync("cp", ["-a", "--reflink=auto", image + "/.", directory.RootFs], TimeSpan.FromMinutes(5), cancel: cancel);
        await File.WriteAllTextAsync(CopyMarker, mounted.Error, cancel);
    }

    /// <summary>Takes it down, if it is up. The layer stays.</summary>
    public async Task UnmountAsync()
    {
        for (var tries = 0; IsMounted; tries++)
        {
            var result = await Shell.TryRunAsync("umount", [directory.RootFs]);
            if (!result.Succeeded && tries >= 50)
                throw new SandboxException($"{directory.RootFs} cannot be unmounted: {result.Error}");
            if (!result.Succeeded)
                await Task.Delay(100); // The container's last process may still be on its way out.
        }
    }
}
