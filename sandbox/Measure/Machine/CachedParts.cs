using NodeBBInfra.Components;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Mirror;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>The parts of a measurement that need the network. All are cached.</summary>
internal static class CachedParts
{
    private const string Suite = "trixie";

    /// <summary>An image with the origin's packages, a load generator, and a font for plots.</summary>
    public static async Task<string> ImageAsync(CancellationToken cancellationToken)
    {
        var (debian, security) = await DebianMirror.FindAsync(cancellationToken);
        string[] arguments =
        [
            "--mode=root",
            "--variant=minbase",
            $"--include={string.Join(',', [.. Versions.Packages, "wrk", "fonts-dejavu-core"])}",
            "--dpkgopt=force-unsafe-io",
            "--dpkgopt=path-exclude=/usr/share/man/*",
            "--dpkgopt=path-exclude=/usr/share/locale/*",
            Suite,
        ];
        string[] sources = [$"deb {debian} {Suite} main", $"deb {security} {Suite}-security main"];
        return await RecipeCache.GetAsync(
            "origin",
            string.Join('\n', [.. arguments, .. sources]),
            folder =>
                Shell.RunAsync(
                    "mmdebstrap",
                    [.. arguments, folder, .. sources],
                    TimeSpan.FromMinutes(10),
                    "/",
                    cancellationToken: cancellationToken
                ),
            cancellationToken
        );
    }

    /// <summary>The Node release of the sandbox's hosts, unpacked.</summary>
    public static async Task<string> NodeAsync(CancellationToken cancellationToken)
    {
        var release = await NodeMirror.GetAsync(cancellationToken);
        var tarball = Directory.GetFiles(release.Folder, "*.tar.gz", SearchOption.AllDirectories).Single();
        return await RecipeCache.GetAsync(
            "node-unpacked",
            release.Sha256,
            folder => Shell.RunAsync("tar", ["-xzf", tarball, "-C", folder, "--strip-components=1"], cancellationToken: cancellationToken),
            cancellationToken
        );
    }

    /// <summary>socket.io's client, in the version of the forum's server.</summary>
    public static Task<string> SocketClientAsync(CancellationToken cancellationToken)
    {
        const string Client = "socket.io-client@4.8.3";
        return RecipeCache.GetAsync(
            "socket-client",
            Client,
            folder =>
                Shell.RunAsync(
                    "npm",
                    ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, Client],
                    TimeSpan.FromMinutes(3),
                    cancellationToken: cancellationToken
                ),
            cancellationToken
        );
    }

    /// <summary>A forum with its dependencies: the stand-in or a NodeBB.</summary>
    /// <param name="standIn">The stand-in's folder.</param>
    /// <param name="nodebb"><c>REPOSITORY[@REF]</c>, or null for the stand-in.</param>
    /// <param name="node">The folder from <see cref="NodeAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task<(string Folder, string Name)> ForumAsync(
        string standIn,
        string? nodebb,
        string node,
        CancellationToken cancellationToken
    )
    {
        var work = Directory.CreateTempSubdirectory("nodebb-infra-forum-");
        try
        {
            var directory = new WorldDirectory(work.FullName);
            Directory.CreateDirectory(directory.Git);
            var repository = new ForumRepository(directory, Path.Combine(directory.Git, ForumRepository.FolderName));
            var release = nodebb is null or ForumRepository.StandIn
                ? await repository.UseStandInAsync(standIn, cancellationToken)
                : await repository.UseNodeBBAsync(nodebb, cancellationToken);
            var folder = await RecipeCache.GetAsync(
                "forum",
                $"{release.Ref}\n{node}",
                made => CheckOutAsync(release, made, node, cancellationToken),
                cancellationToken
            );
            return (folder, release.Described);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>The visitors program with the dependencies of its lock file.</summary>
    public static Task<string> VisitorsAsync(string source, string node, CancellationToken cancellationToken)
    {
        var files = Directory.GetFiles(source).Order(StringComparer.Ordinal).ToList();
        return RecipeCache.GetAsync(
            "visitors",
            string.Join('\n', [.. files.Select(File.ReadAllText), node]),
            async folder =>
            {
                foreach (var file in files)
                    File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
                await NpmAsync(folder, node, ["ci"], cancellationToken);
            },
            cancellationToken
        );
    }

    private static async Task CheckOutAsync(ForumRelease release, string folder, string node, CancellationToken cancellationToken)
    {
        await Shell.RunAsync(
            "git",
            ["clone", "--quiet", "--branch", release.Ref, "--", release.Repository, folder],
            TimeSpan.FromMinutes(5),
            "/",
            cancellationToken: cancellationToken
        );
        File.Copy(Path.Combine(folder, "install", "package.json"), Path.Combine(folder, "package.json"));
        await NpmAsync(folder, node, ["install", "--omit=dev"], cancellationToken);
    }

    private static Task<string> NpmAsync(string folder, string node, string[] arguments, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = $"{node}/bin:{Environment.GetEnvironmentVariable("PATH")}" };
        return Shell.RunAsync(
            $"{node}/bin/npm",
            [.. arguments, "--no-audit", "--no-fund", "--ignore-scripts"],
            TimeSpan.FromMinutes(10),
            folder,
            environment,
            cancellationToken
        );
    }
}
