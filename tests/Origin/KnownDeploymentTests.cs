namespace NodeBBInfra.Tests.Origin;

/// <summary>data.sh: whose host it is, and which deletion is a destroy.</summary>
public sealed class KnownDeploymentTests : IDisposable
{
    private const string Notes = "var/lib/nodebb-infra";

    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("b7")]
    [InlineData("b7 new")]
    public async Task A_stack_that_moves_to_another_forums_host_is_refused(string attempt)
    {
        await DataStep.DeployAsync(_host);

        var moved = await DataStep.RunAsync(_host, $"data 30 {attempt}", "staging.example.org", stack: "b");

        Assert.NotEqual(0, moved.ExitCode);
        Assert.Contains("This host has the forum forum.example.org", moved.Error, StringComparison.Ordinal);
        Assert.Equal("a1\n", File.ReadAllText(_host[$"{Notes}/data-attempt"]));
        Assert.Equal("forum.example.org\n", File.ReadAllText(_host[$"{Notes}/domain"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_stack_may_rename_its_forum_and_a_forum_may_get_a_new_state()
    {
        await DataStep.DeployAsync(_host);

        Assert.Equal(0, (await DataStep.RunAsync(_host, "data 30 a2", "new.example.org")).ExitCode);
        Assert.Equal(0, (await DataStep.RunAsync(_host, "data 30 a3 new", "newer.example.org")).ExitCode);
        Assert.Equal(0, (await DataStep.RunAsync(_host, "data 30 b1 new", "newer.example.org", stack: "b")).ExitCode);
        Assert.NotEqual(0, (await DataStep.RunAsync(_host, "data 30 a4", "new.example.org")).ExitCode);
    }

    /// <summary>A stack's file was copied, and its domain was not changed.</summary>
    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("b1 new")]
    [InlineData("b1")]
    public async Task Another_stack_with_the_same_forum_is_refused_and_its_destroy_deletes_nothing(string attempt)
    {
        await DataStep.DeployAsync(_host);

        var copied = await DataStep.RunAsync(_host, $"data 30 {attempt}", stack: "b", stackName: "pr-42");

        Assert.NotEqual(0, copied.ExitCode);
        Assert.Contains(
            "This host has the forum forum.example.org of the stack prod: write another domain and another host's address for the stack pr-42. "
                + "If the state of prod is lost, give its name to this stack: pulumi stack rename prod.",
            copied.Error,
            StringComparison.Ordinal
        );
        Assert.NotEqual(0, (await DataStep.RunAsync(_host, "destroy-erase 30 b1", stack: "b", stackName: "pr-42")).ExitCode);
        Assert.Equal("a1\n", File.ReadAllText(_host[$"{Notes}/data-attempt"]));
        // A stack may be renamed, and what a destroy has kept is for any.
        Assert.Equal(0, (await DataStep.RunAsync(_host, "data 30 a1", stackName: "live")).ExitCode);
        await DataStep.DestroyAsync(_host, "stop");
        await _host.ReadyAsync();
        Assert.Equal(0, (await DataStep.RunAsync(_host, "data 30 b1 new", stack: "b", stackName: "pr-42")).ExitCode);
    }

    /// <summary>An earlier version noted no stack.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task A_forum_without_a_stack_is_first_deployed_under_its_own_name()
    {
        await DataStep.DeployAsync(_host);
        File.Delete(_host[$"{Notes}/stack"]);

        var renamed = await DataStep.RunAsync(_host, "data 30 a2", "new.example.org");

        Assert.NotEqual(0, renamed.ExitCode);
        Assert.Contains(
            "If its name is to be new.example.org, deploy it under the old name first",
            renamed.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await DataStep.RunAsync(_host, "data 30 a2")).ExitCode);
        Assert.Equal(0, (await DataStep.RunAsync(_host, "data 30 a3", "new.example.org")).ExitCode);
    }

    /// <summary>The state knows a later attempt than a host that was restored from a backup.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task A_destroy_that_the_host_does_not_know_fails_until_the_step_has_been_replaced()
    {
        await DataStep.DeployAsync(_host);

        var unknown = await DataStep.RunAsync(_host, "destroy-erase 30 a2");

        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("Was it restored from a backup? Run pulumi up --replace '**::data'", unknown.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_host[Notes]));

        // What the advice does: a create, and the deletion of what the host does not know.
        await DataStep.RunAsync(_host, "data 30 a3 new");
        for (var i = 0; i < 2; i++)
            Assert.Equal("replaced, nothing deleted\n", (await DataStep.DestroyAsync(_host, "erase", "a2")).Output);
        Assert.Equal("replaced, nothing deleted\n", (await DataStep.DestroyAsync(_host, "erase", "a1")).Output);
        Assert.NotEqual(0, (await DataStep.RunAsync(_host, "destroy-erase 30 a9")).ExitCode);
        await DataStep.DestroyAsync(_host, "erase", "a3");
        Assert.False(Directory.Exists(_host[Notes]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task After_a_lost_state_no_unknown_deletion_is_taken_for_that_of_a_replaced_step()
    {
        await DataStep.DeployAsync(_host);
        await DataStep.RunAsync(_host, "data 30 b1 new", stack: "b");

        Assert.NotEqual(0, (await DataStep.RunAsync(_host, "destroy-erase 30 b9", stack: "b")).ExitCode);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_note_that_somebody_has_deleted_does_not_make_a_destroy_succeed()
    {
        await DataStep.DeployAsync(_host);
        File.Delete(_host[$"{Notes}/data-attempt"]);

        Assert.NotEqual(0, (await DataStep.RunAsync(_host, "destroy-erase 30 a1")).ExitCode);
    }

    /// <summary>Killed while the runner deletes the last things: what is left has to go, and nothing else is left to do.</summary>
    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("erase")]
    [InlineData("stop")]
    public async Task A_destroy_that_was_killed_at_its_very_end_is_finished(string how)
    {
        await DataStep.DeployAsync(_host);
        await DataStep.DestroyAsync(_host, how);
        var after = DataStep.Entries(_host, ".").Order(StringComparer.Ordinal).ToArray();
        // The runner was still there, and half of a folder that had been renamed.
        await _host.ReadyAsync();
        Directory.Delete(_host[$"{Notes}/deployed"], recursive: true);
        if (how == "erase")
        {
            Directory.Delete(_host["etc/nodebb-infra"], recursive: true);
            Directory.Move(_host[Notes], _host[$"{Notes}.gone"]);
        }

        await DataStep.DestroyAsync(_host, how);

        // A destroy that keeps the data keeps its log, too.
        Assert.Equal(
            after.Where(path => !path.Contains(".log", StringComparison.Ordinal)),
            DataStep.Entries(_host, ".").Where(path => !path.Contains(".log", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_deployment_without_data_keeps_no_host()
    {
        await DataStep.BeginAsync(_host);

        await DataStep.DestroyAsync(_host, "stop");

        Assert.False(Directory.Exists(_host[Notes]));
        Assert.False(Directory.Exists(_host["etc/nodebb-infra"]));
        await _host.ReadyAsync();
        Assert.Equal(0, (await DataStep.RunAsync(_host, "data 30 b1 new", "other.example.org", stack: "b")).ExitCode);
    }
}
