using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>One thing done to one resource, as the display and the summary see it.</summary>
internal sealed record Step(StepOp Op, ResourceState? Old, ResourceState? New)
{
    /// <summary>The properties that differ, as the provider named them; null when it named none.</summary>
    public IReadOnlyList<string>? Diffs { get; init; }

    /// <summary>The differences in detail, by property path; null when the provider gave none.</summary>
    public IReadOnlyDictionary<string, PropertyDiff>? DetailedDiff { get; init; }

    /// <summary>Whether it is something that the program asked for, and not a half of a replacement.</summary>
    public bool Logical { get; init; } = true;

    public ResourceState Resource => New ?? Old!;

    public string Urn => Resource.Urn;

    public string Type => Resource.Type;

    /// <summary>The engine's own business: default providers are neither shown nor counted.</summary>
    public bool IsInternal => Urns.IsDefaultProvider(Urn);

    public bool IsRootStack => Type == Urns.StackType;
}
