using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Configuration.Checks;
using Pulumi;

namespace NodeBBInfra.Configuration;

/// <summary>The settings for NodeBB's repository and its credentials, and their dependencies.</summary>
internal static class RepositorySettings
{
    private const string SetKey =
        "set it to a deploy key of the repository with \"pulumi config set --secret nodebb:repositoryKey < key\", because nodebb:nodebbRepository is an SSH address";
    private const string SetHostKey =
        "set it to the server's key, \"ssh-ed25519 AAAA…\", as ssh-keyscan -t ed25519 <host> prints it, because nodebb:nodebbRepository is an SSH address";

    /// <summary>Reads the settings. Problems go to the reader.</summary>
    public static (NodeBBSource Source, RepositoryLogin Login) Read(SettingsReader reader)
    {
        var repository = reader.Text(
            new Setting(
                "nodebbRepository",
                "Git repository of NodeBB, without user and token: https://…, ssh://user@host/path or user@host:path; git:// and http:// only with a full commit hash in nodebbRef."
            )
            {
                Default = Versions.NodeBBRepository,
                Check = GitRepositories.Repository,
                Shown = GitRepositories.WithoutLogin,
                Example = "https://github.com/me/fork.git",
            }
        );
        var reference = reader.Text(
            new Setting("nodebbRef", "Tag, branch or commit of NodeBB.")
            {
                Default = Versions.NodeBB,
                Check = GitRepositories.Ref,
                Example = "v4.11.1",
            }
        );
        var token = reader
            .Secret(
                new Setting("repositoryToken", "For a private repository by https: a token, or user:token.")
                {
                    Check = GitRepositories.Token,
                    Example = "user:token",
                }
            )
            ?.Trim();
        var key = reader.Secret(
            new Setting("repositoryKey", "For a repository by SSH: a deploy key without a passphrase.")
            {
                Check = SshKeys.DeployKey,
                Example = SshKeys.ExamplePrivateKey,
            }
        );
        var hostKey = reader.Optional(
            new Setting(
                "repositoryHostKey",
                "For a repository by SSH: its server's public key, ssh-ed25519 AAAA…, as ssh-keyscan -t ed25519 <host> prints it."
            )
            {
                Check = SshKeys.HostKey,
                Example = SshKeys.ExampleHostKey,
            }
        );

        // Skip the dependent checks if the repository itself is invalid.
        if (GitRepositories.Repository(repository) is null)
        {
            var way = GitRepositories.WayTo(repository);
            foreach (var problem in Problems(way, reference, token, key, hostKey))
            {
                reader.Problem(problem);
            }
        }

        return (
            new NodeBBSource(repository, reference, hostKey is null ? null : SshKeys.WithoutComment(hostKey)),
            new RepositoryLogin(Secret(token), Secret(key?.ReplaceLineEndings("\n")))
        );
    }

    private static IEnumerable<string> Problems(WayToRepository way, string reference, string? token, string? key, string? hostKey)
    {
        if (way == WayToRepository.Unproven && GitRepositories.Ref(reference) is null && !GitRepositories.IsCommit(reference))
        {
            yield return $"nodebb:nodebbRef is \"{reference}\": write a full commit hash of 40 digits, because anybody on the network can change what git:// and http:// deliver, "
                + "or write nodebb:nodebbRepository as https://…";
        }

        if (way == WayToRepository.Ssh)
        {
            if (key is null)
            {
                yield return $"nodebb:repositoryKey is missing: {SetKey}";
            }

            if (hostKey is null)
            {
                yield return $"nodebb:repositoryHostKey is missing: {SetHostKey}";
            }
        }

        if (token is not null && way != WayToRepository.Https)
        {
            yield return "nodebb:repositoryToken is set, but nodebb:nodebbRepository is not an https address: write that as https://…, or remove nodebb:repositoryToken";
        }

        if (way != WayToRepository.Ssh)
        {
            foreach (
                var name in new[] { key is null ? null : "repositoryKey", hostKey is null ? null : "repositoryHostKey" }.OfType<string>()
            )
            {
                yield return $"nodebb:{name} is set, but nodebb:nodebbRepository is not an SSH address: write that as ssh://user@host/path or user@host:path, or remove nodebb:{name}";
            }
        }
    }

    private static Output<string>? Secret(string? value) => value is null ? null : Output.CreateSecret(value);
}
