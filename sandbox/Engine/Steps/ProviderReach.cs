using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Whether a resource must be replaced because its provider cannot manage the old one.</summary>
/// <param name="context">The run.</param>
/// <param name="olds">The old records.</param>
/// <param name="steps">The steps planned so far, by URN.</param>
internal sealed class ProviderReach(RunContext context, OldResources olds, IReadOnlyDictionary<string, ResourceStep> steps)
{
    public async Task<bool> IsLostAsync(ResourceState old, ResourceState wanted)
    {
        if (old.Provider == wanted.Provider)
        {
            return false;
        }

        if (old.ProviderUrn.Length == 0 || wanted.ProviderUrn.Length == 0 || Urns.Type(old.ProviderUrn) != Urns.Type(wanted.ProviderUrn))
        {
            return true;
        }

        var renamed =
            old.ProviderUrn != wanted.ProviderUrn
            && steps.TryGetValue(wanted.ProviderUrn, out var step)
            && step.Old?.Urn == old.ProviderUrn;
        if (renamed || olds.Find(old.ProviderUrn) is not { } before || !steps.TryGetValue(wanted.ProviderUrn, out var now))
        {
            return false;
        }

        return (
            await new ProviderOperations(context.Providers).DiffAsync(before with { Urn = wanted.ProviderUrn }, now.New!.Inputs, [])
        ).Replace;
    }
}
