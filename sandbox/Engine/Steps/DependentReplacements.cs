using NodeBBInfra.Sandbox.Engine.Providers.Hosting;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>
/// What must go before a resource that is deleted before its replacement exists: every resource that would itself be
/// replaced if the properties it takes from that resource were not known.
/// </summary>
internal sealed class DependentReplacements(RunContext context, OldResources olds)
{
    /// <summary>In dependency order.</summary>
    /// <exception cref="ProviderException">One of them is protected.</exception>
    public async Task<IReadOnlyList<ResourceState>> OfAsync(ResourceState root)
    {
        var replaced = new HashSet<string> { root.Urn };
        var result = new List<ResourceState>();
        foreach (var resource in olds.All.Where(resource => resource.Custom && !resource.Delete && resource.Urn != root.Urn))
        {
            if (replaced.Contains(resource.ProviderUrn) || await WouldBeReplacedAsync(resource, replaced))
            {
                if (resource.Protect)
                {
                    throw new ProviderException(
                        $"unable to replace resource \"{resource.Urn}\" as part of replacing \"{root.Urn}\" as it is currently marked for protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`");
                }

                replaced.Add(resource.Urn);
                result.Add(resource);
            }
        }

        return result;
    }

    private async Task<bool> WouldBeReplacedAsync(ResourceState resource, HashSet<string> replaced)
    {
        var affected = resource.PropertyDependencies.Where(entry => entry.Value.Any(replaced.Contains)).Select(entry => entry.Key).ToList();
        if (affected.Count == 0)
        {
            return false;
        }

        var inputs = resource.Inputs.Clone();
        foreach (var key in affected.Where(inputs.Fields.ContainsKey))
        {
            inputs.Fields[key] = Markers.Unknown;
        }

        var operations = (await context.OperationsAsync(resource))!;
        return (await operations.DiffAsync(resource, inputs, [])).Replace;
    }
}
