using System.Collections.Concurrent;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Runs the planned steps of one resource.</summary>
internal sealed class ResourceStepActions(RunContext context, StepRunner runner)
{
    private readonly ConcurrentDictionary<string, ResourceState> _missing = new();

    // Two replaced resources may share a dependent: the second waits for the delete that the first started.
    private readonly ConcurrentDictionary<string, Lazy<Task>> _deletes = new();

    /// <summary>Whether a delete-before-replace has deleted, or will delete, the resource with this URN.</summary>
    public bool IsMissing(string urn) => _missing.ContainsKey(urn);

    public void MarkMissing(IEnumerable<ResourceState> resources)
    {
        foreach (var resource in resources)
        {
            _missing[resource.Urn] = resource.PendingReplacement ? resource : resource with { PendingReplacement = true };
        }
    }

    public RunStoppedException Refuse(string urn, string message)
    {
        context.Events.Message(LogSeverity.Error, urn, message);
        context.Control.Stop();
        return new RunStoppedException();
    }

    public async Task<ResourceState> SameAsync(ResourceStep step)
    {
        var (old, wanted) = (step.Old!, step.New!);
        var now = wanted with
        {
            Id = old.Id,
            Outputs = SecretMarks.Apply(old.Outputs, wanted.AdditionalSecretOutputs),
            Created = old.Created,
            Modified = old.Modified,
        };
        now = now.SaysTheSame(old) ? old : now;
        if (now.IsProvider)
        {
            await context.Providers.ConfigureAsync(now);
        }

        step = step with { New = now };
        context.Events.StepBegins(step);
        context.Snapshot.Keep(old, now);
        runner.Finish(step);
        return now;
    }

    public async Task<ResourceState> CreateAsync(IResourceOperations? operations, ResourceStep step) =>
        (await runner.RunAsync(step, Pending(step, "creating"), () => CreatedAsync(operations, step.New!)))!;

    public async Task<ResourceState> UpdateAsync(IResourceOperations? operations, ResourceStep step, IReadOnlyList<string> ignoreChanges) =>
        (
            await runner.RunAsync(
                step,
                Pending(step, "updating"),
                async () =>
                {
                    var (old, wanted) = (step.Old!, step.New!);
                    return wanted with
                    {
                        Outputs = operations is null
                            ? old.Outputs
                            : await operations.UpdateAsync(old, wanted, ignoreChanges, context.IsPreview),
                        Created = old.Created,
                        Modified = DateTime.UtcNow,
                    };
                }
            )
        )!;

    /// <summary>The default replacement: creates the new resource first and deletes the old one at the end of the run.</summary>
    public async Task<ResourceState> CreateThenDeleteAsync(IResourceOperations? operations, ResourceStep step)
    {
        var old = step.Old!;
        var condemned = old with { Delete = true };
        var create = step with { Op = StepOp.CreateReplacement, Logical = false };
        var now = (
            await runner.RunAsync(
                create,
                "creating",
                () => CreatedAsync(operations, step.New!),
                (operation, result) => context.Snapshot.EndReplacementAsync(operation, old, condemned, result!)
            )
        )!;
        Replaced(step with { New = now });
        return now;
    }

    /// <summary>Delete-before-replace: deletes the dependents, then the old resource, then creates the new one.</summary>
    public async Task<ResourceState> DeleteThenCreateAsync(
        IResourceOperations? operations,
        ResourceStep step,
        IReadOnlyList<ResourceState> dependents
    )
    {
        foreach (var resource in dependents.Reverse().Append(step.Old!).Where(resource => !resource.PendingReplacement))
        {
            await _deletes.GetOrAdd(resource.Urn, _ => new Lazy<Task>(() => DeleteReplacedAsync(resource))).Value;
        }

        return await RecreateAsync(operations, step);
    }

    private async Task DeleteReplacedAsync(ResourceState resource) =>
        await runner.RunAsync(
            new ResourceStep(StepOp.DeleteReplaced, resource, null) { Logical = false },
            "deleting",
            async () =>
            {
                await context.DeleteAsync(resource);
                return null;
            },
            (operation, _) => context.Snapshot.EndPendingReplacementAsync(operation, resource, _missing[resource.Urn])
        );

    /// <summary>Creates a resource again after a delete-before-replace, its own or another's.</summary>
    public async Task<ResourceState> RecreateAsync(IResourceOperations? operations, ResourceStep step)
    {
        Replaced(step);
        var missing = _missing[step.Old!.Urn];
        var create = step with { Op = StepOp.CreateReplacement, Logical = false };
        return (
            await runner.RunAsync(
                create,
                "creating",
                () => CreatedAsync(operations, step.New!),
                (operation, result) =>
                {
                    _missing.TryRemove(step.Urn, out _);
                    return context.Snapshot.EndAsync(operation, missing, result);
                }
            )
        )!;
    }

    /// <summary>Reads an existing resource into a record.</summary>
    public async Task<ResourceState> ImportAsync(ResourceState wanted, string id) =>
        (
            await runner.RunAsync(
                new ResourceStep(StepOp.Import, null, wanted with { Id = id }),
                "importing",
                async () =>
                {
                    var operations = (await context.OperationsAsync(wanted))!;
                    var reading =
                        await operations.ReadAsync(wanted.Urn, id, null, null)
                        ?? throw new ProviderException($"resource '{id}' does not exist");
                    return (
                        wanted with
                        {
                            Id = reading.Id,
                            Inputs = reading.Inputs,
                            Outputs = SecretMarks.Apply(reading.Outputs, wanted.AdditionalSecretOutputs),
                        }
                    ).Created();
                }
            )
        )!;

    private async Task<ResourceState?> CreatedAsync(IResourceOperations? operations, ResourceState wanted)
    {
        if (operations is null)
        {
            return wanted.Created();
        }

        var (id, outputs) = await operations.CreateAsync(wanted, context.IsPreview);
        return (wanted with { Id = id, Outputs = outputs }).Created();
    }

    private void Replaced(ResourceStep step)
    {
        context.Events.StepBegins(step);
        runner.Finish(step);
    }

    /// <summary>Components and providers exist only in the state, so they have no pending operations.</summary>
    private static string? Pending(ResourceStep step, string kind) => step.Resource.Custom && !step.Resource.IsProvider ? kind : null;
}
