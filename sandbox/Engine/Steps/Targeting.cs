using System.Collections.Concurrent;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>
/// Implements <c>--target</c>. An untargeted resource keeps its record, or is not created. A target that depends on a skipped create is
/// refused. The stack itself and providers are always included.
/// </summary>
internal sealed class Targeting(RunContext context, StepRunner runner)
{
    private readonly ConcurrentDictionary<string, bool> _skipped = new();

    /// <summary>Whether a resource is included.</summary>
    public bool Includes(string urn) =>
        !context.Targets.Any
        || context.Targets.Contains(urn)
        || Urns.IsProviderType(Urns.Type(urn))
        || Urns.QualifiedType(urn) == Urns.StackType;

    /// <summary>Whether a resource's create was skipped because it is not targeted.</summary>
    public bool IsSkipped(string urn) => _skipped.ContainsKey(urn);

    /// <summary>Skips a create. Nothing is recorded.</summary>
    public Task<ResourceState> SkipAsync(ResourceState wanted)
    {
        _skipped[wanted.Urn] = true;
        runner.Finish(new ResourceStep(StepOp.Same, wanted, wanted));
        return Task.FromResult(wanted);
    }

    /// <summary>An error message about a skipped dependency; null when there is none.</summary>
    public string? Missing(ResourceState wanted) =>
        wanted.AllDependencies.FirstOrDefault(IsSkipped) is { } missing
            ? $"Resource '{wanted.Urn}' depends on '{missing}' which was was not specified in --target list."
            : null;

    /// <summary>The removed resources to delete: all, or the targeted ones. The others stay unchanged.</summary>
    /// <exception cref="RunStoppedException">Deleting a target would also delete untargeted resources.</exception>
    public IReadOnlyList<ResourceState> Deletions(IReadOnlyList<ResourceState> candidates)
    {
        if (!context.Targets.Any)
        {
            return candidates;
        }

        var reached = new HashSet<string>();
        foreach (var resource in context.Snapshot.Resources)
        {
            if (context.Targets.Contains(resource.Urn) || resource.AllDependencies.Any(reached.Contains))
            {
                reached.Add(resource.Urn);
            }
        }

        var chosen = candidates.Where(resource => reached.Contains(resource.Urn)).ToList();
        RefuseUnnamed([.. chosen.Where(resource => !context.Targets.Contains(resource.Urn))]);
        foreach (var resource in candidates.Except(chosen).Where(resource => !resource.Delete))
        {
            context.Counts.Count(new ResourceStep(StepOp.Same, resource, resource));
        }

        return chosen;
    }

    /// <summary>Refuses full URNs that do not exist.</summary>
    /// <param name="named">The URNs and patterns.</param>
    /// <param name="exists">Whether the state or the program has a URN.</param>
    /// <exception cref="RunStoppedException">A URN does not exist.</exception>
    public void RequireKnown(UrnPatterns named, Func<string, bool> exists)
    {
        var unknown = named.Whole.Where(urn => !exists(urn)).ToList();
        foreach (var urn in unknown)
        {
            var hint = urn.Contains('$', StringComparison.Ordinal) ? "" : " Did you forget to escape $ in your shell?";
            context.Events.Message(LogSeverity.Error, "", $"Target '{urn}' could not be found in the stack.{hint}");
        }

        if (unknown.Count > 0)
        {
            context.Control.Stop();
            throw new RunStoppedException();
        }
    }

    private void RefuseUnnamed(List<ResourceState> resources)
    {
        foreach (var resource in resources)
        {
            context.Events.Message(
                LogSeverity.Error,
                resource.Urn,
                $"""
                Resource '{resource.Urn}' will be destroyed but was not specified in --target list.
                Either include resource in --target list or pass --target-dependents to proceed.
                """
            );
        }

        if (resources.Count > 0 && context.IsPreview)
        {
            context.Control.Refused = true;
        }
        else if (resources.Count > 0)
        {
            context.Control.StopAfterStep();
            throw new RunStoppedException();
        }
    }
}
