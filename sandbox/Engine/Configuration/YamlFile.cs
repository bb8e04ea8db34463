using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Engine.Configuration;

/// <summary>Reads a YAML file with a mapping at the top and converts its nodes to JSON.</summary>
internal static class YamlFile
{
    /// <exception cref="EngineException">The file is missing or no YAML mapping.</exception>
    public static YamlMappingNode Read(string file)
    {
        try
        {
            using var reader = File.OpenText(file);
            var stream = new YamlStream();
            stream.Load(reader);
            return stream.Documents is [{ RootNode: YamlMappingNode mapping }, ..] ? mapping : [];
        }
        catch (FileNotFoundException error)
        {
            throw new EngineException($"no {Path.GetFileName(file)} in {Path.GetDirectoryName(file)}", error);
        }
        catch (DirectoryNotFoundException error)
        {
            throw new EngineException($"no directory {Path.GetDirectoryName(file)}", error);
        }
        catch (YamlException error)
        {
            throw new EngineException($"{file} is not YAML: line {error.Start.Line}: {error.Message}", error);
        }
    }

    public static YamlNode? Get(this YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    public static string? Text(this YamlMappingNode mapping, string key) => (mapping.Get(key) as YamlScalarNode)?.Value;

    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlNode? node) =>
        node is YamlMappingNode mapping ? mapping.Children.Select(child => (((YamlScalarNode)child.Key).Value!, child.Value)) : [];

    /// <summary>Plain scalars become numbers, booleans or null by YAML's core schema; quoted ones stay strings.</summary>
    public static JsonNode? ToJson(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var map = new JsonObject();
                foreach (var (key, value) in mapping.Entries())
                {
                    map[key] = ToJson(value);
                }

                return map;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select(ToJson)]);
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar:
                var text = scalar.Value ?? "";
                return text switch
                {
                    "" or "~" or "null" => null,
                    "true" or "True" => true,
                    "false" or "False" => false,
                    _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
                    _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
                    _ => text,
                };
            default:
                return ((YamlScalarNode)node).Value;
        }
    }
}
