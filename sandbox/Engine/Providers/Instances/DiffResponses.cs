using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Instances;

/// <summary>Interprets the responses to Diff and DiffConfig.</summary>
internal static class DiffResponses
{
    public static ResourceDiff Read(DiffResponse response, Struct oldInputs, Struct news) =>
        new(
            response.Changes switch
            {
                DiffResponse.Types.DiffChanges.DiffSome => true,
                DiffResponse.Types.DiffChanges.DiffNone => false,
                // If the provider cannot tell, the inputs are compared.
                _ => response.Replaces.Count > 0 || Differences.Between(oldInputs.Plain(), news.Plain()) is not null,
            },
            [.. response.Replaces],
            response.Diffs.Count > 0 ? [.. response.Diffs] : null,
            response.HasDetailedDiff ? response.DetailedDiff.ToDictionary() : null,
            response.DeleteBeforeReplace
        );

    /// <summary>Adds the replacements required by replaceOnChanges.</summary>
    public static ResourceDiff ReplaceOn(ResourceDiff diff, IReadOnlyList<string> replaceOnChanges)
    {
        if (!diff.Changed || replaceOnChanges.Count == 0)
        {
            return diff;
        }

        var patterns = replaceOnChanges.Select(PropertyPath.Parse).ToList();
        bool Matches(string path) => PropertyPath.TryParse(path) is { } parsed && patterns.Exists(pattern => pattern.Contains(parsed));

        var replaces = (diff.Diffs ?? [])
            .Concat(diff.Detailed?.Keys ?? [])
            .Where(Matches)
            .Select(path => $"{PropertyPath.TryParse(path)!.Parts[0]}");
        return diff with
        {
            Replaces = [.. diff.Replaces.Union(replaces)],
            Detailed = diff.Detailed?.ToDictionary(
                entry => entry.Key,
                entry => Matches(entry.Key) ? AsReplacement(entry.Value) : entry.Value
            ),
        };
    }

    private static PropertyDiff AsReplacement(PropertyDiff change) =>
        new()
        {
            InputDiff = change.InputDiff,
            Kind = change.Kind switch
            {
                PropertyDiff.Types.Kind.Add => PropertyDiff.Types.Kind.AddReplace,
                PropertyDiff.Types.Kind.Delete => PropertyDiff.Types.Kind.DeleteReplace,
                PropertyDiff.Types.Kind.Update => PropertyDiff.Types.Kind.UpdateReplace,
                var replacing => replacing,
            },
        };
}
