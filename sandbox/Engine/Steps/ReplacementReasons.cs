using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>
/// Reasons to replace a resource regardless of its own properties, without asking its provider: replacementTrigger, replaceWith,
/// deletedWith, and a provider that cannot manage the old resource.
/// </summary>
/// <param name="context">The run.</param>
/// <param name="olds">The old records.</param>
/// <param name="steps">The steps planned so far, by URN.</param>
internal sealed class ReplacementReasons(RunContext context, OldResources olds, IReadOnlyDictionary<string, ResourceStep> steps)
{
    /// <summary>The reason, for messages; null when there is none.</summary>
    /// <exception cref="ProviderException">The trigger is unknown outside of a preview.</exception>
    public async Task<string?> OfAsync(ResourceState old, ResourceState wanted) =>
        IsTriggered(old, wanted) ? "replacementTrigger"
        : wanted.ReplaceWith.Any(IsReplaced) ? "replaceWith"
        : IsReplaced(wanted.DeletedWith) ? "deletedWith"
        : await IsOutOfReachAsync(old, wanted) ? "provider"
        : null;

    private bool IsTriggered(ResourceState old, ResourceState wanted)
    {
        var (before, now) = (old.ReplacementTrigger, wanted.ReplacementTrigger);
        if (now?.ContainsUnknown() == true)
        {
            return context.IsPreview ? true : throw new ProviderException($"replacement trigger contains unknowns for {wanted.Urn}");
        }

        return before is not null && now is not null && !Plain(now).Equals(Plain(before));
    }

    private bool IsReplaced(string urn) => steps.TryGetValue(urn, out var step) && step.Op == StepOp.Replace;

    private async Task<bool> IsOutOfReachAsync(ResourceState old, ResourceState wanted)
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

    private static Value Plain(Value value) =>
        new Struct { Fields = { ["trigger"] = value } }
            .Plain()
            .Fields["trigger"];
}
