using NodeBBInfra.Sandbox.Engine.Configuration;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>The context shared by all parts of a run.</summary>
internal sealed record RunContext(
    EngineOptions Options,
    ProjectFile Project,
    StackConfiguration Configuration,
    Snapshot Snapshot,
    IRunEvents Events,
    ProviderRegistry Providers,
    RunControl Control
)
{
    public bool IsPreview => Options.Operation == Operation.Preview;

    public string Stack => Options.Stack;

    public StepCounts Counts { get; } = new();

    /// <summary>The resources to include; empty means all.</summary>
    public UrnPatterns Targets { get; } = new(Options.Targets);

    /// <summary>The resources to replace even if unchanged.</summary>
    public UrnPatterns Replace { get; } = new(Options.Replace);

    /// <summary>A resource's operations: its provider's, or those of provider resources; null for a component.</summary>
    public async Task<IResourceOperations?> OperationsAsync(ResourceState resource) =>
        !resource.Custom ? null
        : resource.IsProvider ? new ProviderOperations(Providers)
        : await Providers.GetAsync(resource.Provider, () => Snapshot.Resources);

    /// <summary>Deletes a record's real resource, unless it is to be retained.</summary>
    public async Task DeleteAsync(ResourceState resource)
    {
        if (!IsPreview && resource.Custom && !resource.RetainOnDelete)
        {
            await (await OperationsAsync(resource))!.DeleteAsync(resource);
        }
    }
}
