using System.Text.Json;
using System.Text.Json.Serialization;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>One resource of an import file.</summary>
internal sealed record ImportSpec
{
    public string Type { get; init; } = "";
    public string Name { get; init; } = "";
    public string? Id { get; init; }

    /// <summary>A name in this file or its name table.</summary>
    public string? Parent { get; init; }

    /// <summary>A name in this file or its name table; null for the default provider.</summary>
    public string? Provider { get; init; }
    public string? Version { get; init; }
    public bool Component { get; init; }

    /// <summary>The name in the program, if <see cref="Name"/> differs to be unique in the file.</summary>
    public string? LogicalName { get; init; }
}

/// <summary>
/// The file that <c>preview --import-file</c> writes and <c>import --file</c> reads.
/// https://www.pulumi.com/docs/iac/adopting-pulumi/import/
/// </summary>
internal sealed record BulkImportFile
{
    /// <summary>The placeholder for an id, for the user to fill in.</summary>
    public const string Placeholder = "<PLACEHOLDER>";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IndentSize = 4,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Dictionary<string, string> NameTable { get; init; } = [];

    public IReadOnlyList<ImportSpec> Resources { get; init; } = [];

    /// <exception cref="EngineException">The file is missing or malformed.</exception>
    public static BulkImportFile Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<BulkImportFile>(File.ReadAllText(file), Json) ?? new BulkImportFile();
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw new EngineException($"could not read import file: {error.Message}", error);
        }
    }

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Builds the file for the resources a preview would create, with parents by name and placeholders for ids.</summary>
    /// <param name="created">The resources to create, parents first.</param>
    /// <param name="known">The resources in the state.</param>
    public static BulkImportFile Of(IReadOnlyList<ResourceState> created, IReadOnlyList<ResourceState> known)
    {
        var names = new Dictionary<string, string>();
        var table = new Dictionary<string, string>();
        List<ImportSpec> specs = [];
        foreach (var resource in created.Where(resource => !resource.IsProvider && resource.Type != Urns.StackType))
        {
            var parent = NameOfParent(resource, names, table, known);
            var name = Unique(resource, [.. names.Values, .. table.Keys]);
            names[resource.Urn] = name;
            specs.Add(
                new ImportSpec
                {
                    Type = resource.Type,
                    Name = name,
                    Id = resource.Custom ? Placeholder : null,
                    Parent = parent,
                    Version = resource.Custom ? VersionOf(resource) : null,
                    Component = !resource.Custom,
                    LogicalName = name == resource.Name ? null : resource.Name,
                }
            );
        }

        return new BulkImportFile { NameTable = table, Resources = specs };
    }

    /// <summary>Resolves the names in the file to imports.</summary>
    /// <exception cref="EngineException">Values are missing or unknown; the message lists all.</exception>
    public IReadOnlyList<Import> Resolve(string stack, string project, bool protect)
    {
        var problems = Resources.SelectMany((spec, index) => Problems(spec, index)).ToList();
        var urns = new Dictionary<string, string>(NameTable);
        List<Import> imports = [];
        var left = problems.Count > 0 ? [] : Resources.ToList();
        while (left.Find(spec => spec.Parent is null || urns.ContainsKey(spec.Parent)) is { } spec)
        {
            left.Remove(spec);
            var import = new Import(
                spec.Type,
                spec.LogicalName ?? spec.Name,
                spec.Id ?? "",
                spec.Parent is null ? "" : urns[spec.Parent],
                spec.Provider is null ? "" : urns.GetValueOrDefault(spec.Provider, spec.Provider),
                spec.Version ?? "",
                protect
            );
            urns.TryAdd(spec.Name, import.Urn(stack, project));
            imports.Add(import);
        }

        problems.AddRange(
            left.Select(spec => $"the parent '{spec.Parent}' for resource '{spec.Name}' of type '{spec.Type}' has no entry in 'nameTable'")
        );
        return problems.Count == 0 ? imports : throw new EngineException(string.Join('\n', problems));
    }

    private static IEnumerable<string> Problems(ImportSpec spec, int index)
    {
        var who =
            $"resource {(spec.Name.Length > 0 ? $"'{spec.Name}'" : $"{index}")}{(spec.Type.Length > 0 ? $" of type '{spec.Type}'" : "")}";
        if (spec.Type.Length == 0)
            yield return $"{who} has no type";
        if (spec.Name.Length == 0)
            yield return $"{who} has no name";
        if (!spec.Component && string.IsNullOrEmpty(spec.Id))
            yield return $"{who} has no ID";
        if (spec.Component && !string.IsNullOrEmpty(spec.Id))
            yield return $"{who} has an ID, but is marked as a component";
    }

    private static string? NameOfParent(
        ResourceState resource,
        Dictionary<string, string> names,
        Dictionary<string, string> table,
        IReadOnlyList<ResourceState> known
    )
    {
        if (resource.Parent.Length == 0 || Urns.QualifiedType(resource.Parent) == Urns.StackType)
            return null;
        if (names.TryGetValue(resource.Parent, out var name))
            return name;
        var parent = known.First(other => other.Urn == resource.Parent);
        name = Unique(parent, [.. names.Values]);
        table[name] = parent.Urn;
        return name;
    }

    /// <summary>Makes a name unique by appending the type's name, then a number.</summary>
    private static string Unique(ResourceState resource, HashSet<string> taken)
    {
        if (!taken.Contains(resource.Name))
            return resource.Name;
        var (name, number) = (resource.Name + resource.Type.Split(':')[^1], 2);
        var unique = name;
        while (taken.Contains(unique))
            unique = $"{name}{number++}";
        return unique;
    }

    private static string? VersionOf(ResourceState resource)
    {
        var name = Urns.Name(resource.ProviderUrn);
        return name.StartsWith("default_", StringComparison.Ordinal) ? name["default_".Length..].Replace('_', '.') : null;
    }
}
