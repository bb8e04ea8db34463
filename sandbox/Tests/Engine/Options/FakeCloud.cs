using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>The resources of all fake provider instances, and a log of the calls. It outlives a run of the engine.</summary>
internal sealed class FakeCloud
{
    private readonly ConcurrentDictionary<string, Struct> _things = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private int _made;

    /// <summary>Inputs whose change requires a replacement.</summary>
    public HashSet<string> ReplacingInputs { get; } = ["fixed"];

    /// <summary>Whether the provider names each changed path, as most do, or only the inputs.</summary>
    public bool Detailed { get; set; }

    public IEnumerable<string> Things => _things.Keys.Order(StringComparer.Ordinal);

    public Struct this[string id]
    {
        get => _things[id];
        set => _things[id] = value;
    }

    /// <summary>
    /// Returns the operations since the last call: <c>create a</c>, <c>update a-1</c>, <c>delete a-1</c>, <c>read a-1</c>.
    /// </summary>
    public IReadOnlyList<string> TakeCalls()
    {
        List<string> calls = [.. _calls];
        _calls.Clear();
        return calls;
    }

    public void Note(string call) => _calls.Enqueue(call);

    public string Make(string name, Struct inputs)
    {
        var id = $"{name}-{Interlocked.Increment(ref _made)}";
        _things[id] = inputs;
        return id;
    }

    public void Remove(string id) => _things.TryRemove(id, out _);

    public Struct? Find(string id) => _things.GetValueOrDefault(id);
}
