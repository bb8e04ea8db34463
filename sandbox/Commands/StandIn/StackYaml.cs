using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Engine.Configuration;
using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

/// <summary>Changes single entries of Pulumi.&lt;stack&gt;.yaml and leaves every other line, comments among them, as it is.</summary>
internal sealed partial class StackYaml(string file)
{
    private static readonly JsonSerializerOptions Flow = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An entry as it is written, secrets encrypted; null when there is none.</summary>
    public JsonNode? Get(string key) =>
        File.Exists(file) && YamlFile.Read(file).Get("config") is YamlMappingNode config && config.Get(key) is { } value ? YamlFile.ToJson(value) : null;

    /// <summary>Sets an entry. Lists and maps are written as JSON, which is YAML.</summary>
    public void Set(string key, JsonNode value)
    {
        var lines = Lines();
        var entry = $"  {key}: {Text(value)}";
        if (Find(lines, key) is { } range)
        {
            var comment = range.Length == 1 ? Comment().Match(lines[range.Start]).Value : "";
            lines.RemoveRange(range.Start, range.Length);
            lines.Insert(range.Start, entry + comment);
        }
        else if (lines.FindIndex(line => line.TrimEnd() == "config:") is var at and >= 0)
        {
            lines.Insert(EndOfBlock(lines, at), entry);
        }
        else
        {
            lines.AddRange(["config:", entry]);
        }

        File.WriteAllLines(file, lines);
    }

    /// <summary>Takes an entry out; false when there was none.</summary>
    public bool Remove(string key)
    {
        var lines = Lines();
        if (Find(lines, key) is not { } range)
            return false;
        lines.RemoveRange(range.Start, range.Length);
        File.WriteAllLines(file, lines);
        return true;
    }

    /// <summary>Notes the salt of the passphrase, at the end.</summary>
    public void SetSalt(string salt) => File.WriteAllLines(file, [.. Lines().Where(line => !line.StartsWith("encryptionsalt:", StringComparison.Ordinal)), $"encryptionsalt: {salt}"]);

    private List<string> Lines() => File.Exists(file) ? [.. File.ReadAllLines(file)] : [];

    /// <summary>The lines of an entry: its own, and those below it that are its value.</summary>
    private static (int Start, int Length)? Find(List<string> lines, string key)
    {
        var start = lines.FindIndex(line => line.StartsWith($"  {key}:", StringComparison.Ordinal));
        if (start < 0)
            return null;
        var end = start + 1;
        while (end < lines.Count && (lines[end].StartsWith("   ", StringComparison.Ordinal) || lines[end].StartsWith("  - ", StringComparison.Ordinal)))
            end++;
        return (start, end - start);
    }

    private static int EndOfBlock(List<string> lines, int config)
    {
        var end = config + 1;
        while (end < lines.Count && (lines[end].StartsWith(' ') || lines[end].Length == 0))
            end++;
        return end;
    }

    private static string Text(JsonNode value)
    {
        if (value is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.String)
            return value.ToJsonString(Flow);
        var text = scalar.GetValue<string>();
        return Plain().IsMatch(text) && YamlFile.ToJson(new YamlScalarNode(text)) is JsonValue same && same.GetValueKind() == JsonValueKind.String ? text : value.ToJsonString(Flow);
    }

    [GeneratedRegex("^[A-Za-z/][A-Za-z0-9_./@-]*$")]
    private static partial Regex Plain();

    // Behind a plain value, as YAML has it: a space before the sign.
    [GeneratedRegex("""(?<=^[^"'#]*)\s+#.*$""")]
    private static partial Regex Comment();
}
