using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Values;

/// <summary>The diff of two property maps.</summary>
internal sealed class MapDifference
{
    public SortedDictionary<string, Value> Adds { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Value> Deletes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Value> Sames { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ValueDifference> Updates { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Keys => Adds.Keys.Concat(Deletes.Keys).Concat(Sames.Keys).Concat(Updates.Keys).Order(StringComparer.Ordinal);

    public bool Any => Adds.Count + Deletes.Count + Updates.Count > 0;
}

/// <summary>The diff of two lists, by index.</summary>
internal sealed class ListDifference
{
    public SortedDictionary<int, Value> Adds { get; } = [];

    public SortedDictionary<int, Value> Deletes { get; } = [];

    public SortedDictionary<int, Value> Sames { get; } = [];

    public SortedDictionary<int, ValueDifference> Updates { get; } = [];

    public int Length => Adds.Keys.Concat(Deletes.Keys).Concat(Sames.Keys).Concat(Updates.Keys).Append(-1).Max() + 1;
}

/// <summary>Two different values, with a nested diff when both are maps or both are lists.</summary>
internal sealed class ValueDifference(Value old, Value now)
{
    public Value Old { get; } = old;

    public Value New { get; } = now;

    public ListDifference? List { get; set; }

    public MapDifference? Map { get; set; }
}

/// <summary>Compares property values. Different secrets differ; redact them first if the diff must not show that.</summary>
internal static class Differences
{
    private static readonly Value Null = Value.ForNull();

    /// <summary>The diff, or null when the maps are equal. It ignores internal keys, and null equals absent.</summary>
    public static MapDifference? Between(Struct old, Struct now)
    {
        var difference = new MapDifference();
        foreach (var key in old.Fields.Keys.Union(now.Fields.Keys).Where(key => !Markers.IsInternal(key)))
        {
            var before = old.Fields.GetValueOrDefault(key) ?? Null;
            var after = now.Fields.GetValueOrDefault(key) ?? Null;
            if (Between(before, after) is not { } changed)
            {
                if (!before.IsNull)
                {
                    difference.Sames[key] = before;
                }
            }
            else if (before.IsNull)
            {
                difference.Adds[key] = after;
            }
            else if (after.IsNull)
            {
                difference.Deletes[key] = before;
            }
            else
            {
                difference.Updates[key] = changed;
            }
        }

        return difference.Any ? difference : null;
    }

    public static ValueDifference? Between(Value old, Value now)
    {
        if (old.IsList && now.IsList)
        {
            var list = Between(old.ListValue.Values, now.ListValue.Values);
            return list is null ? null : new ValueDifference(old, now) { List = list };
        }

        if (old.IsMap && now.IsMap)
        {
            var map = Between(old.StructValue, now.StructValue);
            return map is null ? null : new ValueDifference(old, now) { Map = map };
        }

        if (old.IsSecret && now.IsSecret)
        {
            return Between(old.Element, now.Element) is null ? null : new ValueDifference(old, now);
        }

        return old.IsNull && now.IsNull || old.Equals(now) ? null : new ValueDifference(old, now);
    }

    private static ListDifference? Between(RepeatedField<Value> old, RepeatedField<Value> now)
    {
        var difference = new ListDifference();
        for (var i = 0; i < Math.Max(old.Count, now.Count); i++)
        {
            if (i >= old.Count)
            {
                difference.Adds[i] = now[i];
            }
            else if (i >= now.Count)
            {
                difference.Deletes[i] = old[i];
            }
            else if (Between(old[i], now[i]) is { } changed)
            {
                difference.Updates[i] = changed;
            }
            else
            {
                difference.Sames[i] = old[i];
            }
        }

        return difference.Adds.Count + difference.Deletes.Count + difference.Updates.Count > 0 ? difference : null;
    }
}
