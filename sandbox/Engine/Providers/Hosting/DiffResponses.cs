using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Hosting;

/// <summary>Reads what providers answer to Diff and DiffConfig.</summary>
internal static class DiffResponses
{
    public static ResourceDiff Read(DiffResponse response, Struct oldInputs, Struct news) => new(
        response.Changes switch
        {
            DiffResponse.Types.DiffChanges.DiffSome => true,
            DiffResponse.Types.DiffChanges.DiffNone => false,
            // A provider that cannot tell leaves it to a comparison of the inputs.
            _ => response.Replaces.Count > 0 || Differences.Between(oldInputs.Plain(), news.Plain()) is not null,
        },
        [.. response.Replaces],
        response.Diffs.Count > 0 ? [.. response.Diffs] : null,
        response.HasDetailedDiff ? response.DetailedDiff.ToDictionary() : null,
        response.DeleteBeforeReplace);

    /// <summary>Adds the replacements that the program asks for by replaceOnChanges.</summary>
    public static ResourceDiff ReplaceOn(ResourceDiff diff, IReadOnlyList<string> replaceOnChanges)
    {
        if (!diff.Changed || replaceOnChanges.Count == 0)
        {
            return diff;
        }

        var patterns = replaceOnChanges.Select(PropertyPath.Parse).ToList();
        bool Matches(string path) => PropertyPath.TryParse(path) is { } parsed && patterns.Exists(pattern => pattern.Contains(parsed));

        var changed = diff.Detailed?.Keys ?? (IEnumerable<string>)(diff.Diffs ?? []);
        var replaces = changed.Where(Matches).Select(path => $"{PropertyPath.TryParse(path)!.Parts[0]}");
        return diff with { Replaces = [.. diff.Replaces.Union(replaces)] };
    }
}
