using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Refreshes the state: Read and Diff for each resource.</summary>
internal sealed class Refresher(RunContext context, StepRunner runner)
{
    /// <param name="standalone">
    /// A standalone refresh reports same, update or delete; as part of another operation it counts nothing.
    /// </param>
    public async Task RunAsync(bool standalone)
    {
        var read = await Task.WhenAll(
            context
                .Snapshot.Resources.Where(resource => !context.Targets.Any || context.Targets.Contains(resource.Urn))
                .Select(resource => runner.InSlotAsync(() => RefreshAsync(resource, standalone)))
        );
        await context.Snapshot.EndRefreshAsync([.. read.OfType<ResourceState>()]);
    }

    /// <summary>Returns the record if the resource no longer exists.</summary>
    private async Task<ResourceState?> RefreshAsync(ResourceState old, bool standalone)
    {
        var step = new ResourceStep(StepOp.Refresh, old, old);
        context.Events.StepBegins(step);
        var started = DateTime.UtcNow;
        ResourceState? now;
        var diff = ResourceDiff.None;
        try
        {
            (now, diff) = old.Custom && !old.IsProvider ? await ReadAsync(old) : (old, diff);
        }
        catch (ProviderException error)
        {
            runner.Fail(step, error.Message);
            throw new RunStoppedException();
        }

        if (now is not null && !ReferenceEquals(now, old))
        {
            await context.Snapshot.UpdateAsync(old, now);
        }

        context.Counts.Time(step, started, DateTime.UtcNow - started);
        Report(step with { New = now, Diffs = diff.Diffs, DetailedDiff = diff.Detailed }, diff.Changed, standalone);
        return now is null ? old : null;
    }

    private async Task<(ResourceState? Now, ResourceDiff Diff)> ReadAsync(ResourceState old)
    {
        var operations = (await context.OperationsAsync(old))!;
        var reading = await operations.ReadAsync(old.Urn, old.Id, old.Inputs, old.Outputs);
        if (reading is null)
        {
            return (null, ResourceDiff.None);
        }

        var now = old with { Id = reading.Id, Inputs = reading.Inputs, Outputs = reading.Outputs };
        var diff = await operations.DiffAsync(now, old.Inputs, old.IgnoreChanges);
        return (
            now.SaysTheSame(old) ? old
            : diff.Changed ? now with { Modified = DateTime.UtcNow }
            : now,
            diff
        );
    }

    private void Report(ResourceStep step, bool changed, bool standalone)
    {
        if (standalone)
        {
            step = step with
            {
                Op =
                    step.New is null ? StepOp.Delete
                    : changed ? StepOp.Update
                    : StepOp.Same,
            };
            context.Counts.Count(step);
        }

        context.Events.StepOutputs(step);
    }
}
