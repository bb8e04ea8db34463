using System.Net;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Mirror;

/// <summary>Serves the forum's repository to the host over the git protocol.</summary>
internal sealed class GitDaemon(WorldDirectory directory, WorldAddresses addresses, Background background)
{
    /// <summary>Its name in the world's process list.</summary>
    public const string ProcessName = "git-daemon";
    private const int Port = 9418;

    /// <summary>The repository's URL for the host.</summary>
    public string RepositoryUrl => $"git://{addresses.Services}/{ForumRepository.FolderName}";

    /// <summary>Starts it unless it is running.</summary>
    public void Start() =>
        background.Start(
            ProcessName,
            "git",
            [
                "daemon",
                $"--listen={addresses.Services}",
                $"--port={Port}",
                $"--base-path={directory.Git}",
                "--export-all",
                "--reuseaddr",
                "--informative-errors",
                directory.Git,
            ]
        );

    /// <summary>Waits until it is ready.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) =>
        Waiting.UntilAsync(
            c => Waiting.ListensAsync(new IPEndPoint(addresses.Services, Port), c),
            "git daemon",
            ProcessName,
            directory,
            background,
            TimeSpan.FromSeconds(20),
            cancellationToken
        );
}
