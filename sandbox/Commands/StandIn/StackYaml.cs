using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Engine.Configuration;
using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

/// <summary>Edits single entries of Pulumi.&lt;stack&gt;.yaml and keeps all other lines and comments unchanged.</summary>
internal sealed partial class StackYaml(string file)
{
    private static readonly JsonSerializerOptions Flow = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The entry as written, secrets encrypted; null when missing.</summary>
    public JsonNode? Get(string key) =>
        File.Exists(file) && YamlFile.Read(file).Get("config") is YamlMappingNode config && config.Get(key) is { } value
            ? YamlFile.ToJson(value)
            : null;

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

    /// <summary>Removes an entry; false when there was none.</summary>
    public bool Remove(string key)
    {
        var lines = Lines();
        if (Find(lines, key) is not { } range)
            return false;
        lines.RemoveRange(range.Start, range.Length);
        File.WriteAllLines(file, lines);
        return true;
    }

    /// <summary>Writes the passphrase's salt at the end.</summary>
    public void SetSalt(string salt) =>
        File.WriteAllLines(
            file,
            [.. Lines().Where(line => !line.StartsWith("encryptionsalt:", StringComparison.Ordinal)), $"encryptionsalt: {salt}"]
        );

    private List<string> Lines() => File.Exists(file) ? [.. File.ReadAllLines(file)] : [];

    /// <summary>The line range of an entry, including nested lines.</summary>
    private static (int Start, int Length)? Find(List<string> lines, string key)
    {
        var start = lines.FindIndex(line => line.StartsWith($"  {key}:", StringComparison.Ordinal));
        if (start < 0)
            return null;
        var end = start + 1;
        while (
            end < lines.Count
            && (lines[end].StartsWith("   ", StringComparison.Ordinal) || lines[end].StartsWith("  - ", StringComparison.Ordinal))
        )
        {
            end++;
        }

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
        return
            Plain().IsMatch(text)
            && YamlFile.ToJson(new YamlScalarNode(text) { Style = YamlDotNet.Core.ScalarStyle.Plain }) is JsonValue same
            && same.GetValueKind() == JsonValueKind.String
            ? text
            : value.ToJsonString(Flow);
    }

    [GeneratedRegex("^[A-Za-z/][A-Za-z0-9_./@-]*$")]
    private static partial Regex Plain();

    // A YAML comment after a plain value starts with whitespace and #.
    [GeneratedRegex("""(?<=^[^"'#]*)\s+#.*$""")]
    private static partial Regex Comment();
}
