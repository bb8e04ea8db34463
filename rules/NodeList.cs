using System.Collections;
using System.Runtime.CompilerServices;

namespace NodeBBInfra.Rules;

/// <summary>A list with value equality, so that whole expressions can be compared.</summary>
/// <typeparam name="T">The kind of node.</typeparam>
[CollectionBuilder(typeof(NodeList), nameof(NodeList.Create))]
public sealed class NodeList<T> : IReadOnlyList<T>, IEquatable<NodeList<T>>
{
    private readonly T[] _nodes;

    internal NodeList(ReadOnlySpan<T> nodes) => _nodes = nodes.ToArray();

    /// <inheritdoc/>
    public int Count => _nodes.Length;

    /// <inheritdoc/>
    public T this[int index] => _nodes[index];

    /// <inheritdoc/>
    public bool Equals(NodeList<T>? other) => other is not null && _nodes.AsSpan().SequenceEqual(other._nodes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var node in _nodes)
            hash.Add(node);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_nodes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _nodes.GetEnumerator();
}

/// <summary>Creates lists of nodes from collection expressions.</summary>
public static class NodeList
{
    /// <summary>Creates a list of these nodes.</summary>
    public static NodeList<T> Create<T>(ReadOnlySpan<T> nodes) => new(nodes);
}
