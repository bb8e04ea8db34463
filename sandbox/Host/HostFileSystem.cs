namespace NodeBBInfra.Sandbox.Host;

/// <summary>The host's root file system: the shared image with the host's writable layer on top.</summary>
internal sealed class HostFileSystem(HostDirectory directory)
{
    private bool IsMounted => File.ReadLines("/proc/self/mounts").Any(line => line.Split(' ')[1] == directory.RootFs);

    // The marker is written last, so a copy with a marker is complete.
    private string CopyMarker => directory.RootFs + ".copied";

    /// <summary>Mounts the file system.</summary>
    public async Task MountAsync(string image, CancellationToken cancellationToken)
    {
        if (IsMounted || File.Exists(CopyMarker))
            return;
        foreach (var folder in new[] { directory.RootFs, directory.Layer, directory.LayerWork })
            Directory.CreateDirectory(folder);

        string[] overlay =
        [
            "-t",
            "overlay",
            "overlay",
            "-o",
            $"lowerdir={image},upperdir={directory.Layer},workdir={directory.LayerWork}",
            directory.RootFs,
        ];
        var mounted = await Shell.TryRunAsync("mount", overlay, cancellationToken: cancellationToken);
        if (mounted.Succeeded)
            return;

        // overlayfs does not work on every file system, for example on another overlay. There the host gets a copy of the image.
        await Shell.RunAsync(
            "cp",
            ["-a", "--reflink=auto", image + "/.", directory.RootFs],
            TimeSpan.FromMinutes(5),
            cancellationToken: cancellationToken
        );
        await File.WriteAllTextAsync(CopyMarker, mounted.Error, cancellationToken);
    }

    /// <summary>Unmounts the file system if mounted. Keeps the layer.</summary>
    public async Task UnmountAsync()
    {
        for (var tries = 0; IsMounted; tries++)
        {
            var result = await Shell.TryRunAsync("umount", [directory.RootFs]);
            if (!result.Succeeded && tries >= 50)
                throw new SandboxException($"{directory.RootFs} cannot be unmounted: {result.Error}");
            if (!result.Succeeded)
                await Task.Delay(100); // The container's last process may still be exiting.
        }
    }
}
