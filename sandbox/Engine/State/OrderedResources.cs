namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Records in order: what a run has handled, then what it has not come to yet. A record is known by its reference, and finding,
/// adding and taking out do not depend on how many there are.
/// </summary>
internal sealed class OrderedResources
{
    private readonly LinkedList<ResourceState> _handled = [];
    private readonly LinkedList<ResourceState> _waiting = [];
    private readonly Dictionary<ResourceState, LinkedListNode<ResourceState>> _nodes = new(ReferenceEqualityComparer.Instance);

    public OrderedResources(IEnumerable<ResourceState> waiting)
    {
        foreach (var resource in waiting)
        {
            _nodes[resource] = _waiting.AddLast(resource);
        }
    }

    public IReadOnlyList<ResourceState> All => [.. _handled, .. _waiting];

    /// <summary>Takes a record out, wherever it stands.</summary>
    public void Remove(ResourceState resource)
    {
        if (_nodes.Remove(resource, out var node))
        {
            _nodes.Remove(node.Value);
            node.List?.Remove(node);
        }
    }

    /// <summary>Adds a record after all that have been handled.</summary>
    public void Handle(ResourceState resource) => _nodes[resource] = _handled.AddLast(resource);

    /// <summary>Puts a record in the place of another.</summary>
    public void Swap(ResourceState old, ResourceState now)
    {
        var node = _nodes[old];
        _nodes.Remove(node.Value);
        _nodes.Remove(old);
        node.Value = now;
        _nodes[now] = node;
    }

    /// <summary>Changes records where they stand; who holds the record as it was still finds it.</summary>
    public void Change(Func<ResourceState, ResourceState> change)
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            node.Value = change(node.Value);
            _nodes[node.Value] = node;
        }
    }
}
