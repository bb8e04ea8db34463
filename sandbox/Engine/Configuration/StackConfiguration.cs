using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Configuration;

/// <summary>
/// The configuration of program and providers. The overlay overrides the stack's file, which overrides the project's defaults. It is
/// checked against the project's config block, with the real command's messages.
/// </summary>
internal sealed record StackConfiguration(IReadOnlyDictionary<string, ConfigValue> Values)
{
    private const string DisableDefaultProviders = "pulumi:disable-default-providers";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="EngineException">
    /// A value is missing, has the wrong type, or is in plain text although it must be secret.
    /// </exception>
    public static StackConfiguration Load(
        ProjectFile project,
        StackFile file,
        string stack,
        PassphraseCrypter? crypter,
        IReadOnlyDictionary<string, ConfigValue> overlay
    )
    {
        var values = Merge(project, file, crypter, overlay);
        if (values.ContainsKey(DisableDefaultProviders))
        {
            throw new EngineException(UnsupportedOptions.Sentence($"Stack '{stack}' has the configuration key {DisableDefaultProviders}"));
        }

        var missing = project
            .Entries.Where(entry =>
                entry.Default is null
                && !values.ContainsKey(entry.Key)
                && entry.Key.StartsWith(project.Name + ":", StringComparison.Ordinal)
            )
            .Select(entry => $"'{entry.Written}'")
            .Order(StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
        {
            throw new EngineException(
                $"Stack '{stack}' is missing configuration {(missing.Count == 1 ? "value" : "values")} {Enumerate(missing)}"
            );
        }

        foreach (var entry in project.Entries)
        {
            values.TryAdd(entry.Key, new StackValue(entry.Default?.DeepClone(), false));
        }

        foreach (var entry in project.Entries.OrderBy(entry => entry.Written, StringComparer.Ordinal))
        {
            var value = values[entry.Key];
            if (entry.Secret && !value.Secret)
            {
                throw new EngineException($"Stack '{stack}' with configuration key '{entry.Written}' must be encrypted as it's secret");
            }

            if (!entry.Accepts(value.Value))
            {
                throw new EngineException($"Stack '{stack}' with configuration key '{entry.Written}' must be of type '{entry.FullType}'");
            }
        }

        return new StackConfiguration(
            values.ToDictionary(entry => entry.Key, entry => new ConfigValue(Text(entry.Value.Value), entry.Value.Secret))
        );
    }

    /// <summary>The values of the stack's file and the overlay, without the project's defaults.</summary>
    public static Dictionary<string, StackValue> Merge(
        ProjectFile project,
        StackFile file,
        PassphraseCrypter? crypter,
        IReadOnlyDictionary<string, ConfigValue> overlay
    )
    {
        var values = file.Values(project, crypter).ToDictionary();
        var entries = project.Entries.ToDictionary(entry => entry.Key);
        foreach (var (key, value) in overlay)
        {
            values[key] = new StackValue(FromOverlay(entries.GetValueOrDefault(key), value.Value), value.Secret);
        }

        return values;
    }

    public IEnumerable<string> SecretKeys =>
        Values.Where(entry => entry.Value.Secret).Select(entry => entry.Key).Order(StringComparer.Ordinal);

    /// <summary>A package's configuration without the namespace: <c>baseUrl</c> for <c>cloudflare:baseUrl</c>.</summary>
    public IEnumerable<(string Key, ConfigValue Value)> OfPackage(string package) =>
        Values
            .Where(entry => entry.Key.StartsWith(package + ":", StringComparison.Ordinal))
            .Select(entry => (entry.Key[(package.Length + 1)..], entry.Value));

    /// <summary>Lists and objects in the overlay are JSON text.</summary>
    private static JsonNode? FromOverlay(ConfigEntry? entry, string text)
    {
        try
        {
            return entry?.Type is "array" or "object" ? JsonNode.Parse(text) : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static string Text(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonValue scalar => scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : scalar.ToJsonString(),
            _ => value.ToJsonString(Relaxed),
        };

    private static string Enumerate(List<string> items) =>
        items.Count == 1 ? items[0] : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
