using System.Text.Json;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>Compares the keys and types of JSON recursively, ignoring values.</summary>
internal static partial class Shapes
{
    /// <summary>
    /// Members that only our responses have, on purpose. The recorded ones were written from the documentation; Cloudflare's have these.
    /// </summary>
    private static readonly Dictionary<string, string> Extra = new()
    {
        ["result.rules[].id"] = "the recorded server forgot it for a rule added by an update",
        ["result.rules[].ref"] = "Cloudflare takes the id for the ref of a rule without one",
        ["result.original_registrar"] = "a zone is described in one way, alone and in the list",
        ["result.original_dnshost"] = "as above",
        ["result.owner.id"] = "as above",
        ["result.owner.type"] = "as above",
        ["result.owner.email"] = "as above",
        ["result.plan.id"] = "as above",
    };

    public static IEnumerable<string> Differences(JsonElement recorded, JsonElement ours, string path = "")
    {
        if (KindOf(recorded) != KindOf(ours))
        {
            yield return $"{path}: {KindOf(recorded)} was recorded, ours is {KindOf(ours)} ({ours})";
            yield break;
        }
        var differences = recorded.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(recorded, ours, path),
            JsonValueKind.Array => OfArrays(recorded, ours, path),
            _ => [],
        };
        foreach (var difference in differences)
            yield return difference;
    }

    private static IEnumerable<string> OfObjects(JsonElement recorded, JsonElement ours, string path)
    {
        foreach (var member in recorded.EnumerateObject())
        {
            if (!ours.TryGetProperty(member.Name, out var same))
            {
                yield return $"{Join(path, member.Name)}: ours lacks it";
            }
            else
            {
                foreach (var difference in Differences(member.Value, same, Join(path, member.Name)))
                    yield return difference;
            }
        }
        foreach (var member in ours.EnumerateObject())
        {
            if (!recorded.TryGetProperty(member.Name, out _) && !Extra.ContainsKey(Indexes().Replace(Join(path, member.Name), "[]")))
                yield return $"{Join(path, member.Name)}: was not recorded";
        }
    }

    // Lists of another length (fewer networks were recorded than Cloudflare has) are compared with the first recorded element.
    private static IEnumerable<string> OfArrays(JsonElement recorded, JsonElement ours, string path)
    {
        var (old, now) = (recorded.EnumerateArray().ToList(), ours.EnumerateArray().ToList());
        if (old.Count == 0 ^ now.Count == 0)
            return [$"{path}: {old.Count} elements were recorded, ours has {now.Count}"];
        return now.SelectMany((element, index) => Differences(old.Count == now.Count ? old[index] : old[0], element, $"{path}[{index}]"));
    }

    private static string KindOf(JsonElement json) =>
        json.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : json.ValueKind.ToString();

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Indexes();
}
