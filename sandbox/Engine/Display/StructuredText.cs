using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Configuration;
using NodeBBInfra.Sandbox.Engine.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>Shows JSON and YAML text as structured values.</summary>
internal static class StructuredText
{
    /// <summary>The decoded map or list, and "json" or "yaml"; null for other text.</summary>
    public static (Value Value, string Kind)? Decode(string text)
    {
        text = text.Trim();
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? (JsonValues.ToValue(json.RootElement), "json")
                : null;
        }
        catch (JsonException)
        {
            return text.AsSpan().ContainsAny('\r', '\n') ? Yaml(text) : null;
        }
    }

    private static (Value Value, string Kind)? Yaml(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode or YamlSequenceNode } document]
                ? (JsonValues.ToValue(YamlFile.ToJson(document.RootNode)), "yaml")
                : null;
        }
        catch (Exception error) when (error is YamlException or InvalidCastException or ArgumentException)
        {
            return null;
        }
    }
}
