using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Deletes what is left over at the end of an update, or everything: each resource after all that depend on it.</summary>
internal sealed class EndOfRunDeletes(RunContext context, StepRunner runner)
{
    private readonly Deletion _deletion = new(context);

    /// <param name="resources">What is to go, in the state's order: dependencies first.</param>
    /// <exception cref="RunStoppedException">One failed, or is protected.</exception>
    public async Task RunAsync(IReadOnlyList<ResourceState> resources)
    {
        RefuseProtected(resources);
        _deletion.Announce(resources.Select(resource => resource.Urn));
        var running = new Dictionary<ResourceState, Task>(ReferenceEqualityComparer.Instance);
        var all = new List<Task>();
        foreach (var resource in resources.Reverse())
        {
            var dependants = running.Where(entry => DependsOn(entry.Key, resource)).Select(entry => entry.Value).ToArray();
            var delete = DeleteAfterAsync(dependants, resource);
            running[resource] = delete;
            all.Add(delete);
        }

        await Task.WhenAll(all);
    }

    private static bool DependsOn(ResourceState later, ResourceState earlier) => later.AllDependencies.Contains(earlier.Urn);

    private async Task DeleteAfterAsync(Task[] dependants, ResourceState resource)
    {
        await Task.WhenAll(dependants);
        var replaced = resource.Delete;
        await runner.InSlotAsync(() => runner.RunAsync(
            new Step(replaced ? StepOp.DeleteReplaced : StepOp.Delete, resource, null) { Logical = !replaced },
            resource.Custom && !resource.IsProvider ? "deleting" : null,
            async () =>
            {
                await _deletion.ApplyAsync(resource);
                return null;
            }));
    }

    private void RefuseProtected(IReadOnlyList<ResourceState> resources)
    {
        var refused = resources.Where(resource => resource.Protect && !resource.Delete).ToList();
        foreach (var resource in refused)
        {
            var step = new Step(StepOp.Delete, resource, null);
            context.Events.StepBegins(step);
            runner.Fail(step, $"""
                resource "{resource.Urn}" cannot be deleted
                because it is protected. To unprotect the resource, either remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:
                `pulumi state unprotect '{resource.Urn}'`
                """);
        }

        if (refused.Count > 0)
        {
            throw new RunStoppedException();
        }
    }
}
