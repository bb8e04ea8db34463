using NodeBBInfra.Components;
using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>NodeBB's repository: which settings depend on each other, and where the credentials go.</summary>
public class RepositorySettingsTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private const string Key =
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==\n-----END OPENSSH PRIVATE KEY-----\n";
    private const string KeyWithPassphrase =
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHI=\n-----END OPENSSH PRIVATE KEY-----\n";
    private static readonly string[] Secrets = ["nodebb:repositoryToken", "nodebb:repositoryKey"];

    [Theory]
    [InlineData("https://me:t0ken@github.com/me/fork.git", "nodebb:repositoryToken")]
    [InlineData("https://t0ken@github.com/me/fork.git", "nodebb:repositoryToken")]
    [InlineData("https://t0ken:@github.com/me/fork.git", "nodebb:repositoryToken")]
    [InlineData("git://me:t0ken@github.com/me/fork.git", "nodebb:repositoryToken")]
    [InlineData("https://github.com/me/fork.git?access_token=t0ken", "nodebb:repositoryToken")]
    [InlineData("https://github.com/me/fork.git#t0ken", "nodebb:nodebbRef")]
    [InlineData("ssh://git:t0ken@github.com/me/fork.git", "nodebb:repositoryKey")]
    [InlineData("git:t0ken@github.com:me/fork.git", "ssh://user@host/path")]
    public void Credentials_in_the_address_are_refused_without_repeating_them(string repository, string instead)
    {
        var sentence = Assert.Single(Settings.ProblemsOf(Settings.With(("nodebb:nodebbRepository", repository))));

        Assert.StartsWith("nodebb:nodebbRepository is \"", sentence);
        Assert.Contains(instead, sentence);
        Assert.DoesNotContain("t0ken", sentence);
    }

    [Theory]
    [InlineData("git://198.18.101.1/nodebb.git")]
    [InlineData("http://git.example.org/nodebb.git")]
    public void What_anybody_on_the_way_can_change_is_taken_by_its_whole_commit_only(string repository)
    {
        foreach (var reference in new[] { null, "v4.11.2", "main", Commit[..39], Commit[..12] })
        {
            Assert.StartsWith(
                $"nodebb:nodebbRef is \"{reference ?? Versions.NodeBB}\": write a full commit hash of 40 digits",
                Assert.Single(Settings.ProblemsOf(Settings.With(("nodebb:nodebbRepository", repository), ("nodebb:nodebbRef", reference))))
            );
        }

        Assert.Empty(Settings.ProblemsOf(Settings.With(("nodebb:nodebbRepository", repository), ("nodebb:nodebbRef", Commit))));
    }

    [Theory]
    [InlineData("ssh://git@github.com/me/fork.git")]
    [InlineData("ssh://git@[2001:db8::1]:2222/~me/fork.git")]
    [InlineData("git@github.com:me/fork.git")]
    public void A_repository_by_SSH_needs_its_key_and_the_servers(string repository)
    {
        var problems = Settings.ProblemsOf(Settings.With(("nodebb:nodebbRepository", repository)));
        Assert.Equal(
            ["nodebb:repositoryKey is missing", "nodebb:repositoryHostKey is missing"],
            problems.Select(p => p.Split(':')[0] + ":" + p.Split(':')[1])
        );

        Assert.Empty(Settings.ProblemsOf(Ssh(repository, Key, Settings.HostKey)));
    }

    [Fact]
    public void A_key_that_somebody_has_to_unlock_is_refused_without_repeating_it()
    {
        var sentence = Assert.Single(Settings.ProblemsOf(Ssh("git@github.com:me/fork.git", KeyWithPassphrase, Settings.HostKey)));

        Assert.Contains("without a passphrase", sentence);
        Assert.DoesNotContain("b3Blbn", sentence);
    }

    [Theory]
    [InlineData("nodebb:repositoryToken", "t0ken")]
    [InlineData("nodebb:repositoryKey", Key)]
    public void A_credential_in_plain_text_or_for_another_way_is_refused_without_repeating_it(string key, string value)
    {
        var other = key == "nodebb:repositoryToken" ? "git@github.com:me/fork.git" : "https://github.com/me/fork.git";
        var problems = Settings.ProblemsOf(Settings.With(("nodebb:nodebbRepository", other), (key, value)));

        Assert.Contains(problems, p => p.StartsWith($"{key} is in plain text", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith($"{key} is set, but nodebb:nodebbRepository is no", StringComparison.Ordinal));
        Assert.DoesNotContain(
            problems,
            p => p.Contains("t0ken", StringComparison.Ordinal) || p.Contains("b3Blbn", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("nodebb:repositoryToken")]
    [InlineData("nodebb:repositoryKey")]
    [InlineData("nodebb:sshPrivateKey")]
    [InlineData("cloudflare:apiToken")]
    public void A_secret_that_is_set_to_nothing_is_not_taken_for_none(string key)
    {
        foreach (var secrets in new[] { new[] { key }, [] })
        {
            Assert.Equal(
                $"{key} is empty: set it with \"pulumi config set --secret {key}\", or remove it with \"pulumi config rm {key}\".",
                Assert.Single(Settings.ProblemsOf(Settings.With(secrets, (key, ""))))
            );
        }
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("two\nlines")]
    [InlineData(":t0ken")]
    [InlineData("user:")]
    [InlineData("t\u00f6ken")]
    public void A_token_that_git_would_not_take_is_refused(string token) =>
        Assert.StartsWith(
            "nodebb:repositoryToken cannot be used",
            Assert.Single(Settings.ProblemsOf(Settings.With(Secrets, ("nodebb:repositoryToken", token))))
        );

    [Theory]
    [InlineData("https://github.com/me/fork.git", "nodebb:repositoryToken", "deploy:t0ken-s3cret", "repository-token")]
    [InlineData("git@github.com:me/fork.git", "nodebb:repositoryKey", Key, "repository-key")]
    public async Task Credentials_reach_the_host_with_its_other_secrets_and_nothing_else(
        string repository,
        string key,
        string value,
        string file
    )
    {
        var run = await ForumRun.Of(
            Settings.With(
                Secrets,
                ("nodebb:nodebbRepository", repository),
                (key, value),
                ("nodebb:repositoryHostKey", file == "repository-key" ? Settings.HostKey : null)
            )
        );

        var holders = new List<string>();
        foreach (var command in run.Commands)
        {
            var stdin = ((CommandArgs)command.Args).Stdin!;
            if ((await ForumRun.Value(stdin)).Contains(value.Split('\n')[value.Contains('\n') ? 1 : 0], StringComparison.Ordinal))
            {
                holders.Add(command.Resource.GetResourceName());
                Assert.True(await Output.IsSecretAsync(stdin.ToOutput()));
                Assert.Contains($"@file {file}\n| ", await ForumRun.Value(stdin));
            }
        }

        Assert.Equal(["secrets"], holders);
    }

    [Fact]
    public async Task Another_credential_runs_the_step_that_brings_the_secrets_and_those_that_use_secrets()
    {
        var before = await (await ForumRun.Of(Settings.With(Secrets, ("nodebb:repositoryToken", "one")))).Stdin();
        var after = await (await ForumRun.Of(Settings.With(Secrets, ("nodebb:repositoryToken", "two")))).Stdin();

        Assert.Equal(
            ["forum", "redis", "release", "secrets", "verify"],
            before.Keys.Where(step => before[step] != after[step]).Order(StringComparer.Ordinal)
        );
    }

    private static Configuration.StackValues Ssh(string repository, string key, string hostKey) =>
        Settings.With(
            Secrets,
            ("nodebb:nodebbRepository", repository),
            ("nodebb:repositoryKey", key),
            ("nodebb:repositoryHostKey", hostKey)
        );
}
