namespace NodeBBInfra.Tests.Workflows;

/// <summary>What a deployment's scripts have pulumi do and in which order, with a stand-in for it, and whether they may.</summary>
public sealed class DeployTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    /// <summary>The command lines of pulumi, in order.</summary>
    private List<string> Calls => [.. File.ReadAllLines(_folder["calls"])];

    public void Dispose() => _folder.Dispose();

    [ToolTheory("node")]
    [InlineData("false", "up --yes --stack staging")]
    [InlineData("true", "up --yes --refresh --stack staging, running the program")]
    public async Task A_refresh_is_for_those_who_ask_and_with_the_programs_token(string refresh, string up)
    {
        var finished = await RunAsync($"REFRESH={refresh} $SCRIPTS/deploy.sh staging copies");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Equal([up, "stack export --show-secrets --stack staging"], Calls);
    }

    [ToolFact("node")]
    public async Task A_deployment_that_fails_makes_a_copy_too()
    {
        var finished = await RunAsync("FAILS=up $SCRIPTS/deploy.sh staging copies");

        Assert.Equal(3, finished.ExitCode);
        Assert.True(File.Exists(_folder["copies", "staging.json"]), finished.All);
    }

    [ToolFact("node")]
    public async Task A_deployment_without_a_copy_fails()
    {
        var finished = await RunAsync("FAILS=stack $SCRIPTS/deploy.sh staging copies");

        Assert.NotEqual(0, finished.ExitCode);
        Assert.False(Directory.Exists(_folder["copies"]));
    }

    [ToolFact("node")]
    public async Task A_stack_that_cannot_be_planned_is_not_destroyed()
    {
        var failed = await RunAsync("FAILS=preview $SCRIPTS/recreate.sh staging copies");
        Assert.Equal(3, failed.ExitCode);
        Assert.Equal(["config get nodebb:zoneOwner --stack staging", "preview --stack staging"], Calls);

        var finished = await RunAsync("$SCRIPTS/recreate.sh staging copies");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Equal(
            ["preview --stack staging", "destroy --yes --refresh --stack staging", "up --yes --stack staging"],
            Calls.Skip(3).Take(3)
        );
    }

    [ToolFact("node")]
    public async Task Only_mains_newest_commit_may_be_deployed()
    {
        await using var github = await FakeGitHub.StartAsync();
        var line = $"GITHUB_SHA={github.Head} node $SCRIPTS/newest.mjs";
        await WorkflowScripts.DoAsync(line, _folder.FullPath, github.Environment);

        github.Head = "fedcba9876543210";
        var late = await WorkflowScripts.RunAsync(line, _folder.FullPath, github.Environment);

        Assert.Equal(1, late.ExitCode);
        Assert.StartsWith("main has moved on from 0123456789ab", late.Error, StringComparison.Ordinal);
    }

    /// <summary>Runs a line with a pulumi that writes down what it is asked for, and fails where FAILS is its command.</summary>
    private Task<Finished> RunAsync(string line)
    {
        _folder.Write("export", """{"version":4,"deployment":{"resources":[]}}""");
        _folder.Write("Pulumi.staging.yaml", "config:\n");
        _folder.Write(
            "bin/pulumi",
            """
            #!/bin/sh
            echo "$*${PULUMI_RUN_PROGRAM:+, running the program}" >>calls
            if [ "$1" = "$FAILS" ]; then exit 3; fi
            case $1 in config) echo false ;; stack) cat export ;; esac

            """
        );
        return WorkflowScripts.RunAsync($"chmod +x bin/pulumi && export PATH=$PWD/bin:$PATH && {line}", _folder.FullPath);
    }
}
