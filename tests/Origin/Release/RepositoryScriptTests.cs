using NodeBBInfra.Tests.StackTests;

namespace NodeBBInfra.Tests.Origin.Release;

/// <summary>repository.sh: fetches NodeBB from servers that require authentication, and refuses servers with a wrong identity.</summary>
public sealed class RepositoryScriptTests : IDisposable
{
    private const string Token = "t0ken-of-a-private-repository";
    private static readonly string[] ListedTag = ["refs/tags/v1"];

    private readonly TempDirectory _folder = new();
    private string _certificateAuthority = "";

    public void Dispose() => _folder.Dispose();

    [ToolTheory("bash", "git", "node", "tar")]
    [InlineData("x-access-token:" + Token, Token)]
    [InlineData("deploy:" + Token, "deploy:" + Token)]
    public async Task A_token_opens_the_repository_and_is_on_no_command_line_and_in_no_environment(string login, string token)
    {
        var commit = await RepositoryAsync();
        await using var server = await ServeAsync(login);
        _folder.Write("credentials/repository-token", token + "\n");

        var refs = await AskAsync("refs", Address(server), "v1");
        var tree = await AskAsync("tree", Address(server), "refs/tags/v1", commit);

        Assert.Equal(ListedTag, refs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[1]));
        Assert.True(tree.ExitCode == 0, tree.All);
        // Includes files that the repository's attributes would exclude from an archive or rewrite.
        Assert.Equal(".gitattributes\nkept.txt\nstamp.txt", await InAsync("tar", "-tf", _folder["out"]));
        Assert.Equal("$Format:%H$", await InAsync("tar", "-xOf", _folder["out"], "stamp.txt"));
        Assert.Contains("authorized", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("shown by", server.Output, StringComparison.Ordinal);
    }

    [ToolTheory("bash", "git", "node")]
    [InlineData(null, "cannot be read. (A private repository needs nodebb:repositoryToken or nodebb:repositoryKey.)")]
    [InlineData("wrong-t0ken", "refuses nodebb:repositoryToken: ")]
    public async Task Without_the_right_token_it_fails_and_says_so_without_the_token(string? token, string sentence)
    {
        await RepositoryAsync();
        await using var server = await ServeAsync($"x-access-token:{Token}");
        if (token is not null)
            _folder.Write("credentials/repository-token", token + "\n");

        var refs = await AskAsync("refs", Address(server), "v1");

        Assert.Equal(20, refs.ExitCode);
        Assert.Contains("fatal: ", refs.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", refs.All, StringComparison.Ordinal);
        Assert.StartsWith($"https://example.org/forum.git {sentence}", await MeaningAsync(refs), StringComparison.Ordinal);
    }

    [ToolFact("bash", "git", "node")]
    public async Task A_server_that_redirects_elsewhere_takes_no_token_with_it()
    {
        await RepositoryAsync();
        await using var other = await ServeAsync($"x-access-token:{Token}");
        await using var first = await ServeAsync($"x-access-token:{Token}", Address(other)[..^"/forum.git".Length]);
        _folder.Write("credentials/repository-token", Token + "\n");

        var refs = await AskAsync("refs", Address(first), "v1");

        Assert.NotEqual(0, refs.ExitCode);
        Assert.Contains("anonymous", other.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("authorized", other.Output, StringComparison.Ordinal);
    }

    [ToolFact("bash", "git", "sshd", "ssh-keygen", "root")]
    public async Task A_deploy_key_opens_a_repository_by_SSH_when_the_server_proves_its_own()
    {
        var commit = await RepositoryAsync();
        Directory.CreateDirectory(_folder["credentials"]);
        foreach (var key in new[] { "host", "credentials/repository-key" })
            await InAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", _folder[key]);
        File.Move(_folder["credentials/repository-key.pub"], _folder["authorized"]);
        Directory.CreateDirectory("/run/sshd");
        var port = FreePort.Take();
        _folder.Write(
            "sshd.conf",
            $"HostKey {_folder["host"]}\nAuthorizedKeysFile {_folder["authorized"]}\nStrictModes no\nUsePAM no\nPermitRootLogin prohibit-password\nPidFile none\n"
        );
        await using var sshd = RunningProcess.Start(
            Tools.Find("sshd")!,
            ["-D", "-e", "-f", _folder["sshd.conf"], "-o", $"ListenAddress=127.0.0.1:{port}"]
        );
        await Eventually.HoldsAsync(
            () => sshd.Error.Contains("listening", StringComparison.Ordinal) || sshd.HasExited,
            TimeSpan.FromSeconds(20),
            "sshd listens"
        );
        var address = $"ssh://root@127.0.0.1:{port}{_folder["forum.git"]}";
        var hostKey = string.Join(' ', (await File.ReadAllTextAsync(_folder["host.pub"])).Split(' ')[..2]);

        var tree = await AskAsync("tree", address, commit, commit, hostKey);
        var impostor = await AskAsync("refs", address, "v1", null, Settings.HostKey);
        File.Delete(_folder["authorized"]);
        var stranger = await AskAsync("refs", address, "v1", null, hostKey);

        Assert.True(tree.ExitCode == 0, tree.All + sshd.Error);
        Assert.Contains("kept.txt", await InAsync("tar", "-tf", _folder["out"]), StringComparison.Ordinal);
        Assert.Contains("Host key verification failed", impostor.Error, StringComparison.Ordinal);
        Assert.Contains("has a different key than nodebb:repositoryHostKey", await MeaningAsync(impostor), StringComparison.Ordinal);
        Assert.Contains("Permission denied", stranger.Error, StringComparison.Ordinal);
        Assert.Contains("refuses nodebb:repositoryKey: ", await MeaningAsync(stranger), StringComparison.Ordinal);
    }

    [ToolFact("bash", "git")]
    public async Task Another_commit_than_the_one_that_was_named_is_not_taken()
    {
        await RepositoryAsync();
        await using var server = await ServeAsync($"x-access-token:{Token}");
        _folder.Write("credentials/repository-token", Token + "\n");

        var tree = await AskAsync("tree", Address(server), "refs/tags/v1", new string('0', 40));

        Assert.NotEqual(0, tree.ExitCode);
        Assert.Contains("refs/tags/v1 has moved", tree.Error, StringComparison.Ordinal);
        Assert.Contains("v1 of https://example.org/forum.git has moved", await MeaningAsync(tree), StringComparison.Ordinal);
        Assert.Empty(await File.ReadAllBytesAsync(_folder["out"]));
    }

    [ToolFact("bash", "git")]
    public async Task A_server_that_is_not_there_is_not_said_to_refuse_a_token()
    {
        _folder.Write("credentials/repository-token", Token + "\n");

        var refs = await AskAsync("refs", $"https://localhost:{FreePort.Take()}/forum.git", "v1");

        Assert.StartsWith("https://example.org/forum.git cannot be reached.", await MeaningAsync(refs), StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_repository_has_answered_until_its_address_token_or_key_is_another()
    {
        var same = await AccessAsync("note_answer; has_answered && echo yes");
        Assert.Equal("yes\n", same);
        Assert.Equal("yes\n", await AccessAsync("has_answered && echo yes"));
        foreach (
            var change in new[]
            {
                "REPOSITORY=https://example.org/other.git",
                "REPOSITORY_HOST_KEY=x",
                "echo t >$SECRETS/repository-token",
                "echo k >$SECRETS/repository-key",
            }
        )
        {
            Assert.Equal("no\n", await AccessAsync($"{change}; has_answered || echo no; rm -f $SECRETS/*"));
        }
    }

    /// <summary>The message that release.sh has for an exit code.</summary>
    private async Task<string> MeaningAsync(Finished asked) =>
        await AccessAsync($"cp -r '{_folder["credentials"]}/.' $SECRETS; not_fetched {asked.ExitCode} || true");

    private async Task<string> AccessAsync(string script)
    {
        Directory.CreateDirectory(_folder["credentials"]);
        Directory.CreateDirectory(_folder["machine/etc/nodebb-infra/secrets"]);
        Directory.CreateDirectory(_folder["machine/var/lib/nodebb-infra"]);
        var result = await RunningProcess.RunAsync(
            "bash",
            [
                "-c",
                ". \"$0/HostCommand/lib.sh\"; . \"$0/Forum/access.sh\"; exec 3>/dev/null; (" + script + ") 2>&1",
                Repository.PathOf("components", "Origin"),
            ],
            TimeSpan.FromMinutes(1),
            Directory.CreateDirectory(_folder["work"]).FullName,
            new Dictionary<string, string?>
            {
                ["NODEBB_INFRA_ROOT"] = _folder["machine"],
                ["REPOSITORY"] = "https://example.org/forum.git",
                ["REF"] = "v1",
                ["REPOSITORY_HOST_KEY"] = "",
            }
        );
        return result.Output;
    }

    /// <summary>Creates a bare repository with a tag, and returns its commit.</summary>
    private async Task<string> RepositoryAsync()
    {
        _folder.Write("work/kept.txt", "x\n");
        _folder.Write("work/stamp.txt", "$Format:%H$\n");
        _folder.Write("work/.gitattributes", "kept.txt export-ignore\nstamp.txt export-subst\n");
        await InAsync("git", "init", "-q", _folder["work"]);
        await InAsync("git", "-C", _folder["work"], "add", "-A");
        await InAsync("git", "-C", _folder["work"], "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "x");
        await InAsync("git", "-C", _folder["work"], "tag", "v1");
        await InAsync("git", "clone", "-q", "--bare", _folder["work"], _folder["forum.git"]);
        return await InAsync("git", "-C", _folder["work"], "rev-parse", "HEAD");
    }

    private async Task<RunningProcess> ServeAsync(string login, string? elsewhere = null)
    {
        var number = Directory.GetFiles(_folder.FullPath, "server*").Length;
        var certificate = TestCertificate.Make("localhost", $"CN=authority {number}");
        _certificateAuthority += certificate.IssuerPem + "\n";
        _folder.Write("authority.pem", _certificateAuthority);
        var server = RunningProcess.Start(
            "node",
            [
                Repository.PathOf("tests", "Origin", "Release", "git-server.mjs"),
                _folder.Write($"server{number}.pem", certificate.Pem),
                _folder.Write($"server{number}.key", certificate.KeyPem),
                _folder.Write($"server{number}.login", login),
                _folder["forum.git"],
                .. elsewhere is null ? Array.Empty<string>() : [elsewhere],
            ]
        );
        await Eventually.HoldsAsync(
            () => server.Output.Contains('\n') || server.HasExited,
            TimeSpan.FromSeconds(30),
            "the git server listens"
        );
        return server;
    }

    private static string Address(RunningProcess server) => $"https://localhost:{server.Output.Split('\n')[0]}/forum.git";

    private async Task<Finished> AskAsync(string what, string address, string reference, string? commit = null, string hostKey = "")
    {
        Directory.CreateDirectory(_folder["credentials"]);
        var own = Directory.CreateDirectory(_folder["service", Guid.NewGuid().ToString("N")]).FullName;
        // As under systemd-run: an environment with only the service's variables, and the archive not on a terminal.
        return await RunningProcess.RunAsync(
            "env",
            [
                "-i",
                $"PATH={Environment.GetEnvironmentVariable("PATH")}",
                $"TMPDIR={own}",
                "HOME=/nonexistent",
                $"CREDENTIALS_DIRECTORY={_folder["credentials"]}",
                $"REPOSITORY_HOST_KEY={hostKey}",
                $"GIT_SSL_CAINFO={_folder["authority.pem"]}",
                "bash",
                "-c",
                what == "tree" ? "exec \"$@\" >\"$0\"" : "exec \"$@\"",
                _folder["out"],
                "bash",
                Repository.PathOf("components", "Origin", "Forum", "repository.sh"),
                what,
                address,
                reference,
                .. commit is null ? Array.Empty<string>() : [commit],
            ],
            TimeSpan.FromMinutes(1)
        );
    }

    private static async Task<string> InAsync(string program, params string[] arguments)
    {
        var result = await RunningProcess.RunAsync(program, arguments, TimeSpan.FromMinutes(1));
        Assert.True(result.ExitCode == 0, result.All);
        return result.Output.Trim();
    }
}
