using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeBBInfra.Adoption;

/// <summary>The file that <c>pulumi preview --import-file</c> writes and <c>pulumi import --file</c> reads.</summary>
/// <remarks>https://www.pulumi.com/docs/iac/guides/migration/import/#bulk-import-operations</remarks>
internal static class ImportFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>Reduces the preview's file to the resources that have an id, and the components that contain them.</summary>
    /// <param name="preview">The file from the preview: every resource to be created, without ids.</param>
    /// <param name="ids">Import ids by resource name.</param>
    /// <param name="adopted">The names of the remaining resources, in the file's order.</param>
    /// <returns>The file to import.</returns>
    public static string Fill(string preview, IReadOnlyDictionary<string, string> ids, out IReadOnlyList<string> adopted)
    {
        var file = JsonNode.Parse(preview)!.AsObject();
        var resources = (file["resources"] as JsonArray ?? []).Select(node => node!.AsObject()).ToList();
        var found = resources
            .Where(resource =>
                Text(resource, "component") is null
                && Text(resource, "type")!.StartsWith("cloudflare:", StringComparison.Ordinal)
                && ids.ContainsKey(Name(resource))
            )
            .ToList();
        var parents = found.Select(resource => Text(resource, "parent")).ToHashSet();
        foreach (var resource in found)
        {
            resource["id"] = ids[Name(resource)];
        }

        var kept = resources
            .Where(resource =>
                found.Contains(resource) || (Text(resource, "component") is not null && parents.Contains(Text(resource, "name")))
            )
            .ToList();
        file["resources"] = new JsonArray([.. kept.Select(resource => resource.DeepClone())]);
        adopted = [.. found.Select(Name)];
        return file.ToJsonString(Readable);
    }

    // When two resources share a name, Pulumi makes the file's names unique and adds the original as logicalName.
    private static string Name(JsonObject resource) => Text(resource, "logicalName") ?? Text(resource, "name")!;

    private static string? Text(JsonObject resource, string key) => resource[key]?.ToString();
}
