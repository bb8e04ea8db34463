namespace NodeBBInfra.Tests.Workflows;

/// <summary>What drift.sh makes of a host's answer, with stand-ins for pulumi and ssh.</summary>
public sealed class DriftTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private FakeGitHub _github = null!;

    public async Task InitializeAsync() => _github = await FakeGitHub.StartAsync();

    public async Task DisposeAsync() => await _github.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [ToolFact("node")]
    public async Task A_difference_on_the_host_is_an_issue()
    {
        var finished = await RunAsync("echo '/etc/nginx/nginx.conf was changed'; exit 1");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Contains("nginx.conf was changed", (string)Assert.Single(_github.Made)["body"]!, StringComparison.Ordinal);
    }

    [ToolTheory("node")]
    [InlineData("echo 'sudo: a password is required' >&2; exit 1")]
    [InlineData("echo 'no answer'; exit 255")]
    public async Task A_host_that_was_not_asked_fails_and_changes_no_issue(string ssh)
    {
        var finished = await RunAsync(ssh);

        Assert.Equal(1, finished.ExitCode);
        Assert.Empty(_github.Changes);
    }

    private Task<Finished> RunAsync(string ssh)
    {
        _folder.Write("bin/ssh", $"#!/bin/sh\n{ssh}\n");
        _folder.Write("bin/pulumi", "#!/bin/sh\ncase $* in *sshHost) echo 192.0.2.1 ;; *sshUser) echo admin ;; esac\n");
        return WorkflowScripts.RunAsync(
            "chmod +x bin/* && PATH=$PWD/bin:$PATH $SCRIPTS/drift.sh prod",
            _folder.FullPath,
            _github.Environment
        );
    }
}
