using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Creates and compares resource records.</summary>
internal static class ResourceStates
{
    public static ResourceState Wanted(string urn, Goal goal) =>
        new()
        {
            Urn = urn,
            Type = goal.Type,
            Custom = goal.Custom,
            Inputs = goal.Inputs,
            Parent = goal.Parent,
            Protect = goal.Protect ?? false,
            Dependencies = goal.Dependencies,
            Provider = goal.Provider,
            PropertyDependencies = goal.PropertyDependencies,
            AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
            ImportId = goal.ImportId,
            RetainOnDelete = goal.RetainOnDelete ?? false,
            IgnoreChanges = goal.IgnoreChanges,
            ReplaceOnChanges = goal.ReplaceOnChanges,
        };

    public static ResourceState Created(this ResourceState wanted)
    {
        var now = DateTime.UtcNow;
        return wanted with { Created = now, Modified = now };
    }

    /// <summary>Whether two records are equal, so that the old one can stay.</summary>
    public static bool SaysTheSame(this ResourceState a, ResourceState b) =>
        a.Dependencies.SequenceEqual(b.Dependencies)
        && a.AdditionalSecretOutputs.SequenceEqual(b.AdditionalSecretOutputs)
        && a.IgnoreChanges.SequenceEqual(b.IgnoreChanges)
        && a.ReplaceOnChanges.SequenceEqual(b.ReplaceOnChanges)
        && a.PropertyDependencies.Count == b.PropertyDependencies.Count
        && a.PropertyDependencies.All(entry =>
            b.PropertyDependencies.TryGetValue(entry.Key, out var urns) && entry.Value.SequenceEqual(urns)
        )
        && (
            a with
            {
                Dependencies = b.Dependencies,
                AdditionalSecretOutputs = b.AdditionalSecretOutputs,
                IgnoreChanges = b.IgnoreChanges,
                ReplaceOnChanges = b.ReplaceOnChanges,
                PropertyDependencies = b.PropertyDependencies,
            }
        ) == b;
}
