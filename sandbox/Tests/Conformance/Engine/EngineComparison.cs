using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>Counts matches and collects differences; intended ones are counted separately.</summary>
internal sealed class EngineComparison(IReadOnlyList<DifferencePattern> design)
{
    private readonly HashSet<DifferencePattern> _used = [];

    public List<string> Problems { get; } = [];

    public int Compared { get; private set; }

    public int DifferByDesign { get; private set; }

    /// <summary>The intended differences that occurred.</summary>
    public IReadOnlySet<DifferencePattern> Used => _used;

    /// <summary>Compares two values of a property.</summary>
    public void Same(string where, string? theirs, string? ours)
    {
        Compared++;
        if (theirs == ours)
            return;
        if (
            design.FirstOrDefault(entry => Regex.IsMatch($"{where}: {theirs} => {ours}", entry.Pattern, RegexOptions.Singleline)) is
            { } reason
        )
        {
            _used.Add(reason);
            DifferByDesign++;
        }
        else
        {
            Problems.Add($"{where}: {theirs ?? "(nothing)"} was recorded, ours is {ours ?? "(nothing)"}");
        }
    }

    /// <summary>Compares two documents recursively.</summary>
    public void Same(string where, JsonNode? theirs, JsonNode? ours)
    {
        var (recorded, own) = (Flat(theirs), Flat(ours));
        foreach (var path in recorded.Keys.Union(own.Keys))
            Same($"{where} {path}", recorded.GetValueOrDefault(path), own.GetValueOrDefault(path));
    }

    /// <summary>Compares two lists by index.</summary>
    public void Same(string where, IReadOnlyList<string> theirs, IReadOnlyList<string> ours)
    {
        if (theirs.SequenceEqual(ours))
        {
            Compared += theirs.Count;
            return;
        }

        if (theirs.Count != ours.Count && theirs.Intersect(ours).Any())
        {
            // With different lengths, a comparison by index would report all later items.
            foreach (var item in theirs.Union(ours))
                Same(where, Times(theirs, item), Times(ours, item));
            return;
        }

        for (var index = 0; index < Math.Max(theirs.Count, ours.Count); index++)
            Same($"{where} [{index}]", theirs.ElementAtOrDefault(index), ours.ElementAtOrDefault(index));
    }

    private static string Times(IReadOnlyList<string> list, string item) => $"{list.Count(one => one == item)} times {item}";

    private static Dictionary<string, string> Flat(JsonNode? node)
    {
        var flat = new Dictionary<string, string>();
        Visit(node, "");
        return flat;

        void Visit(JsonNode? at, string path)
        {
            switch (at)
            {
                case JsonObject { Count: > 0 } map:
                    foreach (var (key, value) in map)
                        Visit(value, $"{path}.{key}");
                    break;
                case JsonArray { Count: > 0 } list:
                    for (var index = 0; index < list.Count; index++)
                        Visit(list[index], $"{path}[{index}]");
                    break;
                default:
                    flat[path] =
                        at?.GetValueKind() == JsonValueKind.Number
                            ? at.GetValue<double>().ToString("R", null)
                            : at?.ToJsonString(CommandComparison.Relaxed) ?? "null";
                    break;
            }
        }
    }
}

/// <summary>An intended difference: a pattern for "where: theirs => ours", and the reason.</summary>
internal sealed record DifferencePattern(string Pattern, string Reason)
{
    /// <summary>Whether it depends on timing, so that some runs do not have it.</summary>
    public bool IsChance { get; init; }
}
