using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>What stays in the state and what is removed, so that it stays valid and matches reality.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ThingProject _project;

    public SnapshotTests() => _project = new ThingProject(_directory["project"]);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_a_program_does_not_wait_for_is_finished_and_recorded_before_the_run_ends()
    {
        await _project.DoAsync(Operation.Up, "unawaited");
        Assert.Equal(["unawaited"], _project.Things.Keys);
        Assert.Contains(_project.State.Resources, resource => resource.Id == "unawaited");
        Assert.Empty(_project.State.Pending);
    }

    [Fact]
    public async Task A_leftover_of_a_parent_that_an_alias_renames_goes_from_the_state_when_it_is_deleted()
    {
        await _project.DoAsync(Operation.Up, "group");
        await _project.DoAsync(Operation.Up, "renamed group");
        Assert.Empty(_project.Things);
        Assert.DoesNotContain(_project.State.Resources, resource => resource.Id == "member");
    }

    [Fact]
    public async Task What_a_refresh_finds_gone_goes_with_every_mention_of_it()
    {
        await _project.DoAsync(Operation.Up, "chain");
        _project.Remove("first");
        await _project.DoAsync(Operation.Refresh, "chain");
        var left = Assert.Single(_project.State.Resources, resource => !resource.IsProvider && resource.Custom);
        Assert.Equal("last", left.Id);
        Assert.Empty(left.Dependencies);
        Assert.Empty(left.PropertyDependencies);
        await _project.DoAsync(Operation.Up, "chain");
        Assert.Equal(["first", "last"], _project.Things.Keys);
    }

    [Theory]
    [InlineData(Operation.Destroy, "chain", "")]
    [InlineData(Operation.Up, "provider", "")]
    [InlineData(Operation.Up, "chain", "first last")]
    public async Task What_was_deleted_to_be_replaced_is_not_deleted_again(Operation operation, string script, string things)
    {
        await _project.DoAsync(Operation.Up, "chain");
        _project.Remove("first");
        var state = JsonNode.Parse(await File.ReadAllTextAsync(_project.StateFile))!;
        state["deployment"]!["resources"]!.AsArray().Single(resource => (string?)resource!["id"] == "first")!["pendingReplacement"] = true;
        await File.WriteAllTextAsync(_project.StateFile, state.ToJsonString());
        await _project.DoAsync(operation, script);
        Assert.Equal(things, string.Join(' ', _project.Things.Keys));
        Assert.DoesNotContain(_project.State.Resources, resource => resource.PendingReplacement);
    }
}
