using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Deletes a record's real resource, unless it is to be retained.</summary>
internal sealed class ResourceDeletion(RunContext context)
{
    private readonly HashSet<string> _deleted = [];
    private readonly Lock _lock = new();

    /// <summary>Announces deletes of this run: a resource that is deletedWith one of them needs no delete of its own.</summary>
    public void Announce(IEnumerable<string> urns)
    {
        lock (_lock)
        {
            _deleted.UnionWith(urns);
        }
    }

    public async Task ApplyAsync(ResourceState resource)
    {
        bool withAnother;
        lock (_lock)
        {
            _deleted.Add(resource.Urn);
            withAnother = resource.DeletedWith.Length > 0 && _deleted.Contains(resource.DeletedWith);
        }

        if (context.IsPreview || !resource.Custom || resource.External || resource.RetainOnDelete || withAnother)
        {
            return;
        }

        await (await context.OperationsAsync(resource))!.DeleteAsync(resource);
    }
}
