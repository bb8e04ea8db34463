using System.Collections;

namespace Pulumi;

/// <summary>A map from names to inputs that is itself an input.</summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>,
        IEnumerable,
        IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _items;

    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty)) { }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> items)
        : base(Flatten(items)) => _items = items;

    private protected override IOutput Content => _items;

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<TValue> value) =>
        Replace(_items.Apply(items => items.SetItem(key, items.TryGetValue(key, out var old) ? SameValue(key, old, value) : value)));

    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values) =>
        Replace(Output.Tuple(_items, values._items).Apply(maps => maps.Item1.AddRange(maps.Item2)));

#pragma warning disable CA1000 // The published class has it.
    /// <summary>Merges two maps; the second wins.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second) =>
        new(Output.Tuple(first._items, second._items).Apply(maps => maps.Item1.SetItems(maps.Item2)));
#pragma warning restore CA1000

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        values.Apply(ImmutableDictionary.CreateRange);

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) =>
        values.Apply(ImmutableDictionary.CreateRange);

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => new(values.Apply(Wrap));

    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var entry in await Value.GetValueAsync(whenUnknown: ImmutableDictionary<string, TValue>.Empty).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException(
            $"A {GetType().FullName} cannot be synchronously enumerated. Use {nameof(GetAsyncEnumerator)} instead."
        );

    internal static Output<TValue> SameValue(string key, Input<TValue> old, Input<TValue> value) =>
        Output
            .Tuple(old, value)
            .Apply(both =>
                EqualityComparer<TValue>.Default.Equals(both.Item1, both.Item2)
                    ? both.Item1
                    : throw new ArgumentException($"Key '{key}' already exists in the map with a different value.")
            );

    private void Replace(Output<ImmutableDictionary<string, Input<TValue>>> items)
    {
        _items = items;
        Value = Flatten(items);
    }

    // A null map stays null: to a provider it means "not set", unlike an empty one.
    private static ImmutableDictionary<string, Input<TValue>> Wrap(ImmutableDictionary<string, TValue>? values) =>
        values?.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value)!;

    private static Output<ImmutableDictionary<string, TValue>> Flatten(Output<ImmutableDictionary<string, Input<TValue>>> items) =>
        items.Apply(inputs =>
            inputs is null
                ? Output.Create(default(ImmutableDictionary<string, TValue>)!)
                : Output
                    .All(inputs.Select(entry => entry.Value.Apply(value => KeyValuePair.Create(entry.Key, value))))
                    .Apply(entries => entries.ToImmutableDictionary())
        );
}
