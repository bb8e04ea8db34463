using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Plans the steps of a resource: same, create, update, or one of the two kinds of replacement.</summary>
internal sealed class StepPlanner(RunContext context, StepRunner runner, OldResources olds, Targeting targeting)
{
    private readonly ResourceStepActions _steps = new(context, runner);
    private readonly ConcurrentDictionary<string, ResourceStep> _stepOf = new();

    /// <summary>The planned step of a registered URN.</summary>
    public ResourceStep StepOf(string urn) => _stepOf[urn];

    /// <summary>Imports a resource with the import option that is not in the state; null when there is nothing to import.</summary>
    public async Task<ResourceState?> ImportAsync(string urn, Goal goal, ResourceState? old)
    {
        if (!goal.Custom || goal.ImportId.Length == 0 || goal.ImportId == (old?.ImportId is { Length: > 0 } id ? id : old?.Id))
        {
            return null;
        }

        if (old is not null)
        {
            throw _steps.Refuse(
                urn,
                UnsupportedOptions.Sentence(
                    $"{goal.Type} '{goal.Name}' uses import with the id '{goal.ImportId}' while the state has it with the id '{old.Id}'"
                )
            );
        }

        var wanted = ResourceStates.Wanted(urn, goal);
        return await runner.InSlotAsync(() => _steps.ImportAsync(wanted, goal.ImportId));
    }

    /// <summary>Returns the steps of a resource, ready to run.</summary>
    /// <exception cref="RunStoppedException">The inputs are invalid, or a replacement is not allowed.</exception>
    public async Task<Func<Task<ResourceState>>> PlanAsync(string urn, Goal goal, ResourceState? old, bool imported)
    {
        var wanted = ResourceStates.Wanted(urn, goal);
        if (!targeting.Includes(urn))
        {
            return old is null
                ? Remember(new ResourceStep(StepOp.Same, wanted, wanted), _ => () => targeting.SkipAsync(wanted))
                : Remember(new ResourceStep(StepOp.Same, old, old), step => () => _steps.SameAsync(step));
        }

        if (targeting.Missing(wanted) is { } missing)
        {
            Refuse(urn, LogSeverity.Error, missing);
        }

        var operations = await context.OperationsAsync(wanted);
        var recreating = _steps.IsMissing(urn) || IsReplaced(urn, old);
        var inputs = old is null || recreating ? goal.Inputs : Ignore(goal.Inputs, old.Inputs, goal.IgnoreChanges);
        wanted = await CheckAsync(operations, wanted, old is null || recreating ? new Struct() : old.Inputs, inputs);
        if (_steps.IsMissing(urn))
        {
            return Remember(new ResourceStep(StepOp.Replace, old, wanted), step => () => _steps.RecreateAsync(operations, step));
        }

        if (old is null)
        {
            return Remember(new ResourceStep(StepOp.Create, null, wanted), step => () => _steps.CreateAsync(operations, step));
        }

        var diff = await DiffAsync(operations, old, wanted, goal);
        if (!diff.Changed && !old.PendingReplacement)
        {
            if (imported)
            {
                return () => Task.FromResult(old);
            }

            return Remember(new ResourceStep(StepOp.Same, old, wanted), step => () => _steps.SameAsync(step));
        }

        if (diff.Replace || old.PendingReplacement)
        {
            RefuseReplacement(goal, old, wanted);
            var replacement = await CheckAsync(operations, wanted, new Struct(), goal.Inputs);
            var step = With(new ResourceStep(StepOp.Replace, old, replacement), diff);
            if ((goal.DeleteBeforeReplace ?? diff.DeleteBeforeReplace) || old.PendingReplacement)
            {
                var dependents = old.PendingReplacement ? [] : await new DependentReplacements(context, olds, IsDecided).OfAsync(old);
                _steps.MarkMissing([.. dependents, old]);
                return Remember(step, decided => () => _steps.DeleteThenCreateAsync(operations, decided, dependents));
            }

            return Remember(step, decided => () => _steps.CreateThenDeleteAsync(operations, decided));
        }

        var update = With(new ResourceStep(StepOp.Update, old, wanted with { Id = old.Id }), diff);
        return Remember(update, step => () => _steps.UpdateAsync(operations, step, goal.IgnoreChanges));
    }

    private static ResourceStep With(ResourceStep step, ResourceDiff diff) =>
        step with
        {
            Diffs = diff.Diffs,
            DetailedDiff = diff.Detailed,
        };

    private Func<Task<ResourceState>> Remember(ResourceStep step, Func<ResourceStep, Func<Task<ResourceState>>> run)
    {
        _stepOf[step.Urn] = step;
        return run(step);
    }

    private static Struct Ignore(Struct inputs, Struct oldInputs, IReadOnlyList<string> ignoreChanges)
    {
        var result = inputs.Clone();
        foreach (var path in ignoreChanges)
        {
            PropertyPath.Parse(path).Reset(result, oldInputs);
        }

        return result;
    }

    private async Task<ResourceState> CheckAsync(IResourceOperations? operations, ResourceState wanted, Struct olds, Struct news)
    {
        if (operations is null)
        {
            return wanted with { Inputs = news };
        }

        var (inputs, failures) = await operations.CheckAsync(wanted.Urn, olds, news);
        foreach (var failure in failures)
        {
            context.Events.Message(
                LogSeverity.Error,
                wanted.Urn,
                failure.Property.Length == 0
                    ? $"{wanted.Type} resource '{wanted.Name}' has a problem: {failure.Reason}"
                    : $"{wanted.Type} resource '{wanted.Name}': property {failure.Property} value {{{JsonValues.ToText(Shown(news, failure.Property))}}} has a problem: {failure.Reason}"
            );
        }

        if (failures.Count > 0)
        {
            context.Control.Stop();
            throw new RunStoppedException();
        }

        return wanted with
        {
            Inputs = inputs,
        };
    }

    private static Value Shown(Struct news, string property)
    {
        var value = news.Fields.GetValueOrDefault(property) ?? Value.ForNull();
        return value.ContainsSecret() ? Value.ForString("[secret]") : value;
    }

    /// <summary>Whether the user requested a replacement, which ignores the old values.</summary>
    private bool IsReplaced(string urn, ResourceState? old) => old is not null && context.Replace.Contains(urn);

    private bool IsDecided(string oldUrn) => _stepOf.Values.Any(step => step.Old?.Urn == oldUrn);

    private async Task<ResourceDiff> DiffAsync(IResourceOperations? operations, ResourceState old, ResourceState wanted, Goal goal)
    {
        if (IsReplaced(wanted.Urn, old))
        {
            return new ResourceDiff(true, ["id"]);
        }

        if (await new ProviderReach(context, olds, _stepOf).IsLostAsync(old, wanted))
        {
            return new ResourceDiff(true, ["provider"], ["provider"]);
        }

        if (operations is null)
        {
            return new ResourceDiff(Differences.Between(old.Inputs, wanted.Inputs) is not null, []);
        }

        return DiffResponses.ReplaceOn(await operations.DiffAsync(old, wanted.Inputs, goal.IgnoreChanges), goal.ReplaceOnChanges);
    }

    private void RefuseReplacement(Goal goal, ResourceState old, ResourceState wanted)
    {
        if (old.Protect && wanted.Protect)
        {
            Refuse(
                wanted.Urn,
                LogSeverity.Error,
                $"unable to replace resource \"{wanted.Urn}\"\nas it is currently marked for protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`"
            );
        }

        if (goal.ImportId.Length > 0)
        {
            Refuse(
                wanted.Urn,
                LogSeverity.Warning,
                "previously-imported resources that still specify an ID may not be replaced; please remove the `import` declaration from your program"
            );
        }
    }

    /// <summary>Stops an update; a preview reports the problem and continues.</summary>
    private void Refuse(string urn, LogSeverity inPreview, string message)
    {
        if (!context.IsPreview)
        {
            throw _steps.Refuse(urn, message);
        }

        context.Control.Refused |= inPreview == LogSeverity.Error;
        context.Events.Message(inPreview, urn, message);
    }
}
