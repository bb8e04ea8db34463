using NodeBBInfra.Sandbox.Engine.Values;
using Kind = NodeBBInfra.Rpc.PropertyDiff.Types.Kind;

namespace NodeBBInfra.Sandbox.Engine.Providers.Command;

/// <summary>A diff as the list of its most specific property paths.</summary>
internal static class ChangedPaths
{
    public static IEnumerable<(string Path, Kind Kind)> Of(MapDifference difference) => Of(difference, []);

    private static IEnumerable<(string Path, Kind Kind)> Of(MapDifference difference, IReadOnlyList<object> parent) =>
        [
            .. difference.Adds.Keys.Select(key => (Path(parent, key), Kind.Add)),
            .. difference.Deletes.Keys.Select(key => (Path(parent, key), Kind.Delete)),
            .. difference.Updates.SelectMany(update => Of(update.Value, [.. parent, update.Key])),
        ];

    private static IEnumerable<(string Path, Kind Kind)> Of(ValueDifference difference, IReadOnlyList<object> path) =>
        difference.Map is { } map ? Of(map, path)
        : difference.List is { } list
            ?
            [
                .. list.Adds.Keys.Select(index => (Path(path, index), Kind.Add)),
                .. list.Deletes.Keys.Select(index => (Path(path, index), Kind.Delete)),
                .. list.Updates.SelectMany(update => Of(update.Value, [.. path, update.Key])),
            ]
        : [(new PropertyPath(path).ToString(), Kind.Update)];

    private static string Path(IReadOnlyList<object> parent, object last) => new PropertyPath([.. parent, last]).ToString();
}
