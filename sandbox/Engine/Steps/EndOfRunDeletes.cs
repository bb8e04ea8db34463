using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Deletes leftover or all resources, dependents first.</summary>
internal sealed class EndOfRunDeletes(RunContext context, StepRunner runner)
{
    /// <param name="resources">The resources to delete, in the state's order: dependencies first.</param>
    /// <exception cref="RunStoppedException">One failed, or is protected.</exception>
    public async Task RunAsync(IReadOnlyList<ResourceState> resources)
    {
        RefuseProtected(resources);
        var all = new List<Task>();
        var dependants = new Dictionary<string, List<Task>>();
        foreach (var resource in resources.Reverse())
        {
            var delete = DeleteAfterAsync(dependants.GetValueOrDefault(resource.Urn, []), resource);
            foreach (var urn in resource.AllDependencies)
            {
                (dependants.TryGetValue(urn, out var tasks) ? tasks : dependants[urn] = []).Add(delete);
            }

            all.Add(delete);
        }

        await Task.WhenAll(all);
    }

    private async Task DeleteAfterAsync(IEnumerable<Task> dependants, ResourceState resource)
    {
        await Task.WhenAll(dependants);
        // It is already deleted for its replacement; only the record is left.
        if (resource.PendingReplacement)
        {
            await context.Snapshot.UpdateAsync(resource, null);
            return;
        }

        var replaced = resource.Delete;
        await runner.InSlotAsync(() =>
            runner.RunAsync(
                new ResourceStep(replaced ? StepOp.DeleteReplaced : StepOp.Delete, resource, null) { Logical = !replaced },
                resource.Custom && !resource.IsProvider ? "deleting" : null,
                async () =>
                {
                    await context.DeleteAsync(resource);
                    return null;
                }
            )
        );
    }

    private void RefuseProtected(IReadOnlyList<ResourceState> resources)
    {
        var refused = resources.Where(resource => resource.Protect && !resource.Delete && !resource.PendingReplacement).ToList();
        foreach (var resource in refused)
        {
            var step = new ResourceStep(StepOp.Delete, resource, null);
            context.Events.StepBegins(step);
            runner.Fail(
                step,
                $"""
                resource "{resource.Urn}" cannot be deleted
                because it is protected. To unprotect the resource, either remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:
                `pulumi state unprotect '{resource.Urn}'`
                """
            );
        }

        if (refused.Count > 0)
        {
            throw new RunStoppedException();
        }
    }
}
