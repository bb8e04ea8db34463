using System.Security.Cryptography;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Mirror;

/// <summary>A package of the npm registry, exactly one version of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">What the registry says its tarball hashes to (<c>npm view NAME@VERSION dist.integrity</c>), base64.</param>
internal sealed record NpmPackage(string Name, string Version, string Sha512)
{
    /// <summary>Downloads the tarball into a folder, checks it and gives its path. With npm where that is installed, else from the registry's address for it.</summary>
    /// <exception cref="SandboxException">It cannot be had, or is not what it should be.</exception>
    public async Task<string> DownloadAsync(string folder, CancellationToken cancel)
    {
        var file = Path.Combine(folder, $"{Name}-{Version}.tgz");
        if (Shell.Find("npm") is not null)
            await Shell.RunAsync("npm", ["pack", "--silent", "--pack-destination", folder, $"{Name}@{Version}"], TimeSpan.FromMinutes(5), directory: "/", cancel: cancel);
        else
            await DownloadPlainlyAsync(file, cancel);

        await using var content = File.OpenRead(file);
        if (Convert.ToBase64String(await SHA512.HashDataAsync(content, cancel)) != Sha512)
            throw new SandboxException($"The npm package {Name} {Version} is not the one that this version of the sandbox was made with (its SHA-512 differs).");
        return file;
    }

    private async Task DownloadPlainlyAsync(string file, CancellationToken cancel)
    {
        var address = $"{NpmRegistry.DefaultAddress}/{Name}/-/{Name}-{Version}.tgz";
        try
        {
            using var http = new HttpClient();
            await using var from = await http.GetStreamAsync(address, cancel);
            await using var to = File.Create(file);
            await from.CopyToAsync(to, cancel);
        }
        catch (HttpRequestException e)
        {
            throw new SandboxException($"{address} cannot be downloaded: {e.Message}", e);
        }
    }
}

/// <summary>Which npm registry this machine uses.</summary>
internal static class NpmRegistry
{
    /// <summary>Where there is no npm to ask: the variable that npm reads, else the public registry.</summary>
    public static string DefaultAddress => Environment.GetEnvironmentVariable("NPM_CONFIG_REGISTRY")?.TrimEnd('/') is { Length: > 0 } set ? set : "https://registry.npmjs.org";

    /// <summary>The registry's address, as npm's own configuration has it.</summary>
    public static async Task<string> AddressAsync(CancellationToken cancel)
    {
        if (Shell.Find("npm") is null)
            return DefaultAddress;
        var asked = await Shell.TryRunAsync("npm", ["config", "get", "registry"], directory: "/", cancel: cancel);
        return asked.Succeeded ? asked.Output.Trim().TrimEnd('/') : DefaultAddress;
    }
}
