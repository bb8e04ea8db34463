using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>The origin's file system: Debian with Node and the forum. Writes go to a tmpfs that ends with the namespace.</summary>
internal static class Mounts
{
    // Exists everywhere, and hides nothing needed here: no repository, SDK or cache is below it.
    public const string Base = "/boot";

    /// <summary>The origin's root directory.</summary>
    public const string Root = $"{Base}/root";

    /// <summary>The logs of the origin's programs.</summary>
    public const string Logs = $"{Base}/logs";

    /// <summary>NodeBB's path on the origin.</summary>
    public const string Forum = "/opt/nodebb/current";

    /// <summary>Node's path on the origin.</summary>
    public const string Node = "/opt/node/current";

    /// <summary>Prefixes a command so that it runs on the origin, in the root directory.</summary>
    public static string[] Inside(params string[] command) => ["chroot", Root, .. command];

    /// <summary>Mounts the file system.</summary>
    public static async Task MakeAsync(MeasurementPlan plan, CancellationToken cancellationToken)
    {
        await MountAsync(["-t", "tmpfs", "tmpfs", Base], cancellationToken);
        Directory.CreateDirectory(Logs);
        await OverlayAsync("system", plan.Image, Root, cancellationToken);
        foreach (var shared in new[] { "/dev", "/proc" })
            await MountAsync(["--bind", shared, Root + shared], cancellationToken);
        Directory.CreateDirectory(Root + Node);
        await MountAsync(["--bind", "-o", "ro", plan.Node, Root + Node], cancellationToken);
        await OverlayAsync("forum", plan.Forum, Root + Forum, cancellationToken);
        // What a deployment copies there.
        Directory.CreateDirectory($"{Root}/opt/nodebb/assets");
        File.CreateSymbolicLink($"{Root}/opt/nodebb/assets/served", $"{Forum}/build/public");
    }

    /// <summary>Writes a file of the origin and creates its folders.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root + path)!);
        File.WriteAllText(Root + path, text);
    }

    private static async Task OverlayAsync(string name, string lower, string at, CancellationToken cancellationToken)
    {
        var (upper, work) = ($"{Base}/{name}-upper", $"{Base}/{name}-work");
        foreach (var folder in new[] { upper, work, at })
            Directory.CreateDirectory(folder);
        await MountAsync(["-t", "overlay", "overlay", "-o", $"lowerdir={lower},upperdir={upper},workdir={work}", at], cancellationToken);
    }

    private static Task<string> MountAsync(string[] arguments, CancellationToken cancellationToken) =>
        Shell.RunAsync("mount", arguments, cancellationToken: cancellationToken);
}
