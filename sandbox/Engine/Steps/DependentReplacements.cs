using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>
/// Finds the resources to delete before a delete-before-replace: every dependent that would be replaced if the properties it takes from
/// the resource were unknown, and all that must be replaced or deleted with it.
/// </summary>
/// <param name="context">The run.</param>
/// <param name="olds">The old records.</param>
/// <param name="isDecided">Whether the run has already planned an old URN, which then cannot depend on this one any more.</param>
internal sealed class DependentReplacements(RunContext context, OldResources olds, Func<string, bool> isDecided)
{
    /// <summary>In dependency order.</summary>
    /// <exception cref="ProviderException">One of them is protected.</exception>
    public async Task<IReadOnlyList<ResourceState>> OfAsync(ResourceState root)
    {
        var replaced = new HashSet<string> { root.Urn };
        var result = new List<ResourceState>();
        List<ResourceState> others =
        [
            .. olds.All.Where(resource => !resource.Delete && resource.Urn != root.Urn && !isDecided(resource.Urn)),
        ];
        foreach (var resource in others.Where(resource => resource.Custom))
        {
            if (replaced.Contains(resource.ProviderUrn) || await WouldBeReplacedAsync(resource, replaced))
            {
                replaced.Add(resource.Urn);
                result.Add(resource);
            }
        }

        return result.Find(resource => resource.Protect) is not { } kept
            ? result
            : throw new ProviderException(
                $"""
                unable to replace resource "{kept.Urn}" as part of replacing "{root.Urn}" as it is currently marked for protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:
                `pulumi state unprotect '{kept.Urn}'`
                """
            );
    }

    private async Task<bool> WouldBeReplacedAsync(ResourceState resource, HashSet<string> replaced)
    {
        var affected = resource
            .PropertyDependencies.Where(entry => entry.Value.Any(replaced.Contains))
            .Select(entry => entry.Key)
            .Where(resource.Inputs.Fields.ContainsKey)
            .ToList();
        if (affected.Count == 0)
        {
            return false;
        }

        var inputs = resource.Inputs.Clone();
        foreach (var key in affected)
        {
            inputs.Fields[key] = Markers.Unknown;
        }

        var operations = (await context.OperationsAsync(resource))!;
        return DiffResponses
            .ReplaceOn(await operations.DiffAsync(resource, inputs, resource.IgnoreChanges), resource.ReplaceOnChanges)
            .Replace;
    }
}
