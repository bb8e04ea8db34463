using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Providers.Hosting;

/// <summary>What can be done with a custom resource. Failures are <see cref="ProviderException"/>s.</summary>
internal interface IResourceOperations
{
    /// <summary>Whether the inputs are right; and as the provider wants them remembered.</summary>
    Task<(Struct Inputs, IReadOnlyList<CheckFailure> Failures)> CheckAsync(string urn, Struct olds, Struct news);

    Task<ResourceDiff> DiffAsync(ResourceState old, Struct news, IReadOnlyList<string> ignoreChanges);

    Task<(string Id, Struct Outputs)> CreateAsync(ResourceState resource, bool preview);

    Task<Struct> UpdateAsync(ResourceState old, ResourceState resource, IReadOnlyList<string> ignoreChanges, bool preview);

    Task DeleteAsync(ResourceState resource);

    /// <summary>What is there now; null when nothing is. The timeout is in seconds, 0 for the provider's own.</summary>
    Task<ResourceReading?> ReadAsync(string urn, string id, Struct? inputs, Struct? outputs, double timeout);
}

/// <summary>What a read found.</summary>
internal sealed record ResourceReading(string Id, Struct Inputs, Struct Outputs)
{
    /// <summary>The id alone: a message with this in it must show no property, which may be a secret.</summary>
    public override string ToString() => Id;
}

/// <summary>What a provider says about the way from an old state to new inputs.</summary>
/// <param name="Changed">Whether anything differs.</param>
/// <param name="Replaces">The properties for which the resource must be replaced.</param>
/// <param name="Diffs">The properties that differ; null when the provider named none.</param>
/// <param name="Detailed">The differences by property path; null when the provider gave none.</param>
/// <param name="DeleteBeforeReplace">Whether the old one must go before the new one comes.</param>
internal sealed record ResourceDiff(
    bool Changed,
    IReadOnlyList<string> Replaces,
    IReadOnlyList<string>? Diffs = null,
    IReadOnlyDictionary<string, PropertyDiff>? Detailed = null,
    bool DeleteBeforeReplace = false)
{
    public static ResourceDiff None { get; } = new(false, []);

    public bool Replace => Replaces.Count > 0;
}
