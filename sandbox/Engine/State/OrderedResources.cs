namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Records in order: those the run has handled, then the rest. A record's identity is its reference. Finding, adding and removing take
/// constant time.
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

    /// <summary>Removes a record from either part.</summary>
    public void Remove(ResourceState resource)
    {
        if (_nodes.Remove(resource, out var node))
        {
            _nodes.Remove(node.Value);
            node.List?.Remove(node);
        }
    }

    /// <summary>Appends a record to the handled ones.</summary>
    public void Handle(ResourceState resource) => _nodes[resource] = _handled.AddLast(resource);

    /// <summary>Replaces a record in place.</summary>
    public void Swap(ResourceState old, ResourceState now)
    {
        var node = _nodes[old];
        _nodes.Remove(node.Value);
        _nodes.Remove(old);
        node.Value = now;
        _nodes[now] = node;
    }

    /// <summary>Changes records in place; they are still found by the old reference.</summary>
    public void Change(Func<ResourceState, ResourceState> change)
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            node.Value = change(node.Value);
            _nodes[node.Value] = node;
        }
    }
}
