using System.Security.Cryptography;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Mirror;

/// <summary>One version of an npm package.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">The tarball's hash in the registry (<c>npm view NAME@VERSION dist.integrity</c>), base64.</param>
internal sealed record NpmPackage(string Name, string Version, string Sha512)
{
    /// <summary>
    /// Downloads the tarball into a folder, verifies it and returns its path. Uses npm if installed, else the registry's URL.
    /// </summary>
    /// <exception cref="SandboxException">The download failed, or the hash is wrong.</exception>
    public async Task<string> DownloadAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, $"{Name}-{Version}.tgz");
        if (Shell.Find("npm") is not null)
        {
            await Shell.RunAsync(
                "npm",
                ["pack", "--silent", "--pack-destination", folder, $"{Name}@{Version}"],
                TimeSpan.FromMinutes(5),
                directory: "/",
                cancellationToken: cancellationToken
            );
        }
        else
        {
            await DownloadPlainlyAsync(file, cancellationToken);
        }

        await using var content = File.OpenRead(file);
        if (Convert.ToBase64String(await SHA512.HashDataAsync(content, cancellationToken)) != Sha512)
        {
            throw new SandboxException(
                $"The npm package {Name} {Version} is not the one that this version of the sandbox was made with (its SHA-512 differs)."
            );
        }

        return file;
    }

    private async Task DownloadPlainlyAsync(string file, CancellationToken cancellationToken)
    {
        var address = $"{NpmRegistry.DefaultAddress}/{Name}/-/{Name}-{Version}.tgz";
        try
        {
            using var http = new HttpClient();
            await using var from = await http.GetStreamAsync(address, cancellationToken);
            await using var to = File.Create(file);
            await from.CopyToAsync(to, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new SandboxException($"{address} cannot be downloaded: {e.Message}", e);
        }
    }
}

/// <summary>The npm registry of this machine.</summary>
internal static class NpmRegistry
{
    /// <summary>The registry without npm: npm's environment variable, else the public registry.</summary>
    public static string DefaultAddress =>
        Environment.GetEnvironmentVariable("NPM_CONFIG_REGISTRY")?.TrimEnd('/') is { Length: > 0 } set ? set : "https://registry.npmjs.org";

    /// <summary>The registry in npm's configuration.</summary>
    public static async Task<string> AddressAsync(CancellationToken cancellationToken)
    {
        if (Shell.Find("npm") is null)
            return DefaultAddress;
        var asked = await Shell.TryRunAsync("npm", ["config", "get", "registry"], directory: "/", cancellationToken: cancellationToken);
        return asked.Succeeded ? asked.Output.Trim().TrimEnd('/') : DefaultAddress;
    }
}
