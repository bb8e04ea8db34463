using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>One operation on one resource, as the display and the summary see it.</summary>
internal sealed record ResourceStep(StepOp Op, ResourceState? Old, ResourceState? New)
{
    /// <summary>The changed properties; null when the provider named none.</summary>
    public IReadOnlyList<string>? Diffs { get; init; }

    /// <summary>The changes by property path; null when the provider gave none.</summary>
    public IReadOnlyDictionary<string, PropertyDiff>? DetailedDiff { get; init; }

    /// <summary>Whether the program requested it; false for the parts of a replacement.</summary>
    public bool Logical { get; init; } = true;

    public ResourceState Resource => New ?? Old!;

    public string Urn => Resource.Urn;

    public string Type => Resource.Type;

    /// <summary>Default providers are internal: neither shown nor counted.</summary>
    public bool IsInternal => Urns.IsDefaultProvider(Urn);

    public bool IsRootStack => Type == Urns.StackType;
}
