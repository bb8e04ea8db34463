using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>Converts a resource of a version 3 deployment to and from JSON. Like Pulumi, it omits empty fields.</summary>
internal static class ResourceJson
{
    private static readonly string[] Unsupported = ["customTimeouts", "deletedWith", "external", "replaceWith", "replacementTrigger"];

    public static void Write(Utf8JsonWriter writer, ResourceState resource, PassphraseCrypter crypter)
    {
        writer.WriteStartObject();
        writer.WriteString("urn", resource.Urn);
        writer.WriteBoolean("custom", resource.Custom);
        Flag(writer, "delete", resource.Delete);
        Text(writer, "id", resource.Id);
        writer.WriteString("type", resource.Type);
        Properties(writer, "inputs", resource.Inputs, crypter);
        Properties(writer, "outputs", resource.Outputs, crypter);
        Text(writer, "parent", resource.Parent);
        Flag(writer, "protect", resource.Protect);
        Texts(writer, "dependencies", resource.Dependencies);
        Text(writer, "provider", resource.Provider);
        if (resource.PropertyDependencies.Count > 0)
        {
            writer.WriteStartObject("propertyDependencies");
            foreach (var (key, urns) in resource.PropertyDependencies.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                writer.WriteStartArray(key);
                foreach (var urn in urns)
                {
                    writer.WriteStringValue(urn);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        Flag(writer, "pendingReplacement", resource.PendingReplacement);
        Texts(writer, "additionalSecretOutputs", resource.AdditionalSecretOutputs);
        Text(writer, "importID", resource.ImportId);
        Flag(writer, "retainOnDelete", resource.RetainOnDelete);
        Time(writer, "created", resource.Created);
        Time(writer, "modified", resource.Modified);
        Texts(writer, "ignoreChanges", resource.IgnoreChanges);
        Texts(writer, "replaceOnChanges", resource.ReplaceOnChanges);
        writer.WriteEndObject();
    }

    /// <exception cref="EngineException">The resource has an option that the engine does not support.</exception>
    public static ResourceState Read(JsonElement json, PassphraseCrypter crypter)
    {
        if (Array.Find(Unsupported, name => json.TryGetProperty(name, out _)) is { } option)
        {
            throw new EngineException(UnsupportedOptions.Sentence($"In the state, '{Required(json, "urn")}' has {option}"));
        }

        return new()
        {
            Urn = Required(json, "urn"),
            Type = Required(json, "type"),
            Custom = json.GetProperty("custom").GetBoolean(),
            Delete = Flag(json, "delete"),
            Id = Text(json, "id"),
            Inputs = Properties(json, "inputs", crypter),
            Outputs = Properties(json, "outputs", crypter),
            Parent = Text(json, "parent"),
            Protect = Flag(json, "protect"),
            Dependencies = Texts(json, "dependencies"),
            Provider = Text(json, "provider"),
            PropertyDependencies = json.TryGetProperty("propertyDependencies", out var map)
                ? map.EnumerateObject().ToDictionary(entry => entry.Name, entry => Strings(entry.Value))
                : new Dictionary<string, IReadOnlyList<string>>(),
            PendingReplacement = Flag(json, "pendingReplacement"),
            AdditionalSecretOutputs = Texts(json, "additionalSecretOutputs"),
            ImportId = Text(json, "importID"),
            RetainOnDelete = Flag(json, "retainOnDelete"),
            Created = Time(json, "created"),
            Modified = Time(json, "modified"),
            IgnoreChanges = Texts(json, "ignoreChanges"),
            ReplaceOnChanges = Texts(json, "replaceOnChanges"),
        };
    }

    /// <exception cref="FormatException">The value is null.</exception>
    /// <exception cref="KeyNotFoundException">The property is missing.</exception>
    public static string Required(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null where a text belongs");

    private static void Flag(Utf8JsonWriter writer, string name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, value);
        }
    }

    private static void Text(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            writer.WriteStartArray(name);
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }
    }

    private static void Properties(Utf8JsonWriter writer, string name, Struct properties, PassphraseCrypter crypter)
    {
        if (properties.Fields.Count > 0)
        {
            writer.WritePropertyName(name);
            JsonValues.Write(writer, StateSecrets.Seal(properties, crypter));
        }
    }

    private static void Time(Utf8JsonWriter writer, string name, DateTime? time)
    {
        if (time is { } value)
        {
            writer.WriteString(name, value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        }
    }

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? Strings(value) : [];

    private static IReadOnlyList<string> Strings(JsonElement json) =>
        [.. json.EnumerateArray().Select(item => item.GetString() ?? throw new FormatException("a list has null where a text belongs"))];

    private static Struct Properties(JsonElement json, string name, PassphraseCrypter crypter) =>
        json.TryGetProperty(name, out var value) ? StateSecrets.Open(JsonValues.ToStruct(value), crypter) : new Struct();

    private static DateTime? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value)
            ? DateTime.Parse(value.GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
            : null;
}
