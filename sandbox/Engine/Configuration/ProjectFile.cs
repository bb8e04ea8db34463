using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Engine.Configuration;

/// <summary>One entry of Pulumi.yaml's config block.</summary>
/// <param name="Key">The full key, <c>nodebb:domain</c>.</param>
/// <param name="Written">The key as written, for error messages.</param>
/// <param name="Type">string, integer, boolean, array or object; null if not given.</param>
/// <param name="Items">An array's item type; null if not given.</param>
/// <param name="Default">The default; null if the stack must set a value.</param>
/// <param name="Secret">Whether a stack must encrypt it.</param>
internal sealed record ConfigEntry(string Key, string Written, string? Type, string? Items, JsonNode? Default, bool Secret)
{
    public string FullType => Type == "array" ? $"array<{Items}>" : Type ?? "string";

    public bool Accepts(JsonNode? value) => Type is null || Accepts(Type, value);

    private bool Accepts(string type, JsonNode? value) =>
        type switch
        {
            "integer" => value is JsonValue && long.TryParse(value.ToString(), out _),
            "boolean" => value is JsonValue && bool.TryParse(value.ToString(), out _),
            "array" => value is JsonArray list && (Items is null || list.All(item => Accepts(Items, item))),
            "object" => value is JsonObject,
            _ => value is JsonValue,
        };
}

/// <summary>
/// Pulumi.yaml: the project's name, directory and configuration. https://www.pulumi.com/docs/iac/concepts/projects/project-file/
/// </summary>
internal sealed record ProjectFile(string Name, string Directory, string ProgramDirectory, IReadOnlyList<ConfigEntry> Entries)
{
    /// <exception cref="EngineException">The file is missing or is no project.</exception>
    public static ProjectFile Read(string directory)
    {
        directory = Path.GetFullPath(directory);
        var yaml = YamlFile.Read(Path.Combine(directory, "Pulumi.yaml"));
        var name = yaml.Text("name") ?? throw new EngineException($"{directory}/Pulumi.yaml has no 'name'.");
        var main = Path.Combine(directory, yaml.Text("main") ?? ".");
        return new ProjectFile(
            name,
            directory,
            Path.GetFullPath(File.Exists(main) ? Path.GetDirectoryName(main)! : main),
            [.. yaml.Get("config").Entries().Select(entry => Entry(name, entry.Key, entry.Value))]
        );
    }

    public string FullKey(string key) => FullKey(Name, key);

    private static string FullKey(string project, string key) => key.Contains(':', StringComparison.Ordinal) ? key : $"{project}:{key}";

    private static ConfigEntry Entry(string project, string key, YamlNode node)
    {
        // Short form: a plain value is the default.
        if (node is not YamlMappingNode entry)
        {
            return new ConfigEntry(FullKey(project, key), key, null, null, YamlFile.ToJson(node), false);
        }

        var value = entry.Get("default") ?? entry.Get("value");
        return new ConfigEntry(
            FullKey(project, key),
            key,
            entry.Text("type"),
            (entry.Get("items") as YamlMappingNode)?.Text("type"),
            value is null ? null : YamlFile.ToJson(value),
            entry.Text("secret") == "true"
        );
    }
}
