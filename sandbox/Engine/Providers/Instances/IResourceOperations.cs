using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Providers.Instances;

/// <summary>The operations on a custom resource. Failures are <see cref="ProviderException"/>s.</summary>
internal interface IResourceOperations
{
    /// <summary>Checks the inputs and returns them normalized, for the state.</summary>
    Task<(Struct Inputs, IReadOnlyList<CheckFailure> Failures)> CheckAsync(string urn, Struct olds, Struct news);

    Task<ResourceDiff> DiffAsync(ResourceState old, Struct news, IReadOnlyList<string> ignoreChanges);

    Task<(string Id, Struct Outputs)> CreateAsync(ResourceState resource, bool preview);

    Task<Struct> UpdateAsync(ResourceState old, ResourceState resource, IReadOnlyList<string> ignoreChanges, bool preview);

    Task DeleteAsync(ResourceState resource);

    /// <summary>Reads the resource; null when it does not exist.</summary>
    Task<ResourceReading?> ReadAsync(string urn, string id, Struct? inputs, Struct? outputs);
}

/// <summary>The result of a read.</summary>
internal sealed record ResourceReading(string Id, Struct Inputs, Struct Outputs)
{
    /// <summary>Only the id: it may be part of a message, and properties may be secret.</summary>
    public override string ToString() => Id;
}

/// <summary>A provider's diff between the old state and the new inputs.</summary>
/// <param name="Changed">Whether anything differs.</param>
/// <param name="Replaces">The properties that require a replacement.</param>
/// <param name="Diffs">The changed properties; null when the provider named none.</param>
/// <param name="Detailed">The changes by property path; null when the provider gave none.</param>
/// <param name="DeleteBeforeReplace">Whether the old resource must be deleted before the new one is created.</param>
internal sealed record ResourceDiff(
    bool Changed,
    IReadOnlyList<string> Replaces,
    IReadOnlyList<string>? Diffs = null,
    IReadOnlyDictionary<string, PropertyDiff>? Detailed = null,
    bool DeleteBeforeReplace = false
)
{
    public static ResourceDiff None { get; } = new(false, []);

    public bool Replace => Replaces.Count > 0;
}
