using System.Net;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Mirror;

/// <summary>Serves the forum's repository to the host over git's own protocol.</summary>
internal sealed class GitDaemon(WorldDirectory directory, WorldAddresses addresses, Background background)
{
    /// <summary>Its name among the world's processes.</summary>
    public const string ProcessName = "git-daemon";
    private const int Port = 9418;

    /// <summary>The repository's address for the host.</summary>
    public string RepositoryUrl => $"git://{addresses.Gateway}/{ForumRepository.FolderName}";

    /// <summary>Starts it, unless it runs.</summary>
    public void Start() => background.Start(
        ProcessName,
        "git",
        ["daemon", $"--listen={addresses.Gateway}", $"--port={Port}", $"--base-path={directory.Git}", "--export-all", "--reuseaddr", "--informative-errors", directory.Git]);

    /// <summary>Waits until it answers.</summary>
    public Task WaitAsync(CancellationToken cancel) => Waiting.UntilAsync(
        c => Waiting.ListensAsync(new IPEndPoint(addresses.Gateway, Port), c), "git daemon", ProcessName, directory, background, TimeSpan.FromSeconds(20), cancel);
}
