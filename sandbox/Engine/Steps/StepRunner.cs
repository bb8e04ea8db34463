using System.Diagnostics;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Runs steps with limited parallelism. Each is pending in the state before it begins and recorded after it ends.</summary>
internal sealed class StepRunner(RunContext context) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(Math.Max(1, context.Options.Parallel));

    /// <summary>Runs all steps of one resource in one slot.</summary>
    public async Task<T> InSlotAsync<T>(Func<Task<T>> chain)
    {
        await _slots.WaitAsync();
        try
        {
            context.Control.ThrowIfStopping();
            return await chain();
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Runs one step; call it from within <see cref="InSlotAsync"/>.</summary>
    /// <param name="step">The step, without its result.</param>
    /// <param name="pending">The kind of pending operation; null when only the state changes.</param>
    /// <param name="apply">Runs the operation and returns the new record; null when the resource is deleted.</param>
    /// <param name="record">Records the result in the state; by default it replaces the old record.</param>
    /// <exception cref="RunStoppedException">The step failed (which has been reported), or the run is stopping.</exception>
    public async Task<ResourceState?> RunAsync(
        ResourceStep step,
        string? pending,
        Func<Task<ResourceState?>> apply,
        Func<PendingOperation?, ResourceState?, Task>? record = null
    )
    {
        context.Events.StepBegins(step);
        var operation = pending is null || context.IsPreview ? null : new PendingOperation(step.Resource, pending);
        if (operation is not null)
        {
            await context.Snapshot.BeginAsync(operation);
        }

        var started = DateTime.UtcNow;
        var clock = Stopwatch.StartNew();
        ResourceState? result;
        try
        {
            result = await apply();
        }
        catch (ProviderException error)
        {
            await context.Snapshot.FailAsync(operation);
            Fail(step, error.Message);
            throw new RunStoppedException();
        }

        await (record is null ? context.Snapshot.EndAsync(operation, step.Old, result) : record(operation, result));
        context.Counts.Time(step, started, clock.Elapsed);
        // An import's result is both its old and its new record.
        Finish(result is null ? step : step with { New = result, Old = step.Op == StepOp.Import ? result : step.Old });
        return result;
    }

    /// <summary>Reports a finished step: counts it and shows its outputs.</summary>
    public void Finish(ResourceStep step)
    {
        context.Counts.Count(step);
        if (context.IsPreview || step.Resource.Custom || step.Op == StepOp.Delete)
        {
            context.Events.StepOutputs(step);
        }
    }

    public void Fail(ResourceStep step, string message)
    {
        context.Events.Message(LogSeverity.Error, step.IsInternal ? "" : step.Urn, message);
        context.Events.StepFailed(step);
        context.Control.StopAfterStep();
    }

    /// <summary>Completes when no step is running.</summary>
    public async Task DrainAsync()
    {
        for (var slot = 0; slot < Math.Max(1, context.Options.Parallel); slot++)
        {
            await _slots.WaitAsync();
        }

        _slots.Release(Math.Max(1, context.Options.Parallel));
    }

    public void Dispose() => _slots.Dispose();
}
