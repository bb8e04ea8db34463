namespace Pulumi;

/// <summary>Expands dependencies on resources.</summary>
internal static class Dependencies
{
    /// <summary>The custom resources among these, and the nearest custom descendants of components.</summary>
    public static IEnumerable<CustomResource> Expand(IEnumerable<Resource> resources)
    {
        var seen = new HashSet<Resource>();
        var open = new Stack<Resource>(resources);
        while (open.TryPop(out var resource))
        {
            if (!seen.Add(resource))
            {
                continue;
            }

            if (resource is CustomResource custom)
            {
                yield return custom;
                continue;
            }

            foreach (var child in resource.Children.Keys)
            {
                open.Push(child);
            }
        }
    }

    public static async Task<HashSet<string>> UrnsAsync(IEnumerable<Resource> resources)
    {
        var urns = await Task.WhenAll(Expand(resources).Select(resource => resource.Urn.GetValueAsync(whenUnknown: "")))
            .ConfigureAwait(false);
        return [.. urns.Where(urn => urn.Length > 0)];
    }
}
