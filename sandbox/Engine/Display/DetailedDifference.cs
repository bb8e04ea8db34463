using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;
using Kind = NodeBBInfra.Rpc.PropertyDiff.Types.Kind;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>Turns a provider's list of changed paths into a printable diff.</summary>
internal static class DetailedDifference
{
    /// <param name="paths">The provider's list.</param>
    /// <param name="oldInputs">Old values for paths compared with the old inputs.</param>
    /// <param name="oldOutputs">Old values for all other paths.</param>
    /// <param name="news">The new values.</param>
    /// <returns>The diff; null when the list is empty.</returns>
    public static MapDifference? Of(IReadOnlyDictionary<string, PropertyDiff> paths, Struct oldInputs, Struct oldOutputs, Struct news)
    {
        var root = new ValueDifference(Value.ForNull(), Value.ForNull());
        foreach (var (path, diff) in paths.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var parts = PropertyPath.TryParse(path)?.Parts ?? [path];
            Add(root, parts, diff.Kind, Value.ForStruct(diff.InputDiff ? oldInputs : oldOutputs), Value.ForStruct(news));
        }

        return root.Map;
    }

    private static void Add(ValueDifference parent, IReadOnlyList<object> path, Kind kind, Value oldParent, Value newParent)
    {
        var (old, now) = (Get(oldParent, path[0]), Get(newParent, path[0]));
        if (path[0] is int index)
        {
            var list = parent.List ??= new ListDifference();
            Put(index, list.Adds, list.Deletes, list.Updates, path, kind, old, now);
        }
        else
        {
            var map = parent.Map ??= new MapDifference();
            Put((string)path[0], map.Adds, map.Deletes, map.Updates, path, kind, old, now);
        }
    }

    private static void Put<TKey>(
        TKey key,
        IDictionary<TKey, Value> adds,
        IDictionary<TKey, Value> deletes,
        IDictionary<TKey, ValueDifference> updates,
        IReadOnlyList<object> path,
        Kind kind,
        Value? old,
        Value? now
    )
    {
        var leaf = path.Count == 1;
        if (leaf ? kind is Kind.Add or Kind.AddReplace : old is null && now is not null)
        {
            adds[key] = now ?? Markers.Unknown;
        }
        else if (leaf ? kind is Kind.Delete or Kind.DeleteReplace : old is not null && now is null)
        {
            deletes[key] = old ?? Markers.Unknown;
        }
        else
        {
            var (before, after) = (old ?? Value.ForNull(), now ?? Value.ForNull());
            if (leaf)
            {
                updates[key] = Differences.Between(before, after) ?? new ValueDifference(before, after);
                return;
            }

            if (!updates.TryGetValue(key, out var inner))
            {
                updates[key] = inner = new ValueDifference(before, after);
            }

            Add(inner, [.. path.Skip(1)], kind, before, after);
        }
    }

    private static Value? Get(Value parent, object key) =>
        key switch
        {
            _ when parent.IsSecret || parent.IsUnknown => parent,
            int index when parent.IsList && index < parent.ListValue.Values.Count => parent.ListValue.Values[index],
            string name when parent.IsMap => parent.StructValue.Fields.GetValueOrDefault(name),
            _ => null,
        };
}
