using System.Security.Cryptography;
using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Engine.State;
using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Engine.Configuration;

/// <summary>A configuration value as JSON, and whether any part of it was encrypted.</summary>
internal sealed record StackValue(JsonNode? Value, bool Secret)
{
    /// <summary>The value, with a secret redacted.</summary>
    public override string ToString() => Secret ? "[secret]" : $"{Value}";
}

/// <summary>Pulumi.&lt;stack&gt;.yaml, with <c>secure:</c> values still encrypted.</summary>
internal sealed class StackFile
{
    private readonly string _file;
    private readonly YamlMappingNode _yaml;

    private StackFile(string file, YamlMappingNode yaml) => (_file, _yaml) = (file, yaml);

    /// <summary>The passphrase's salt; null when the stack has never had a secret.</summary>
    public string? Salt => _yaml.Text("encryptionsalt");

    /// <exception cref="EngineException">The file is not YAML.</exception>
    public static StackFile Read(ProjectFile project, string stack)
    {
        var file = Path.Combine(project.Directory, $"Pulumi.{stack}.yaml");
        return new StackFile(file, File.Exists(file) ? YamlFile.Read(file) : []);
    }

    /// <param name="project">The project, whose name is the default namespace.</param>
    /// <param name="crypter">Decrypts secure values; needed only when there are some.</param>
    /// <exception cref="EngineException">A secure value cannot be decrypted.</exception>
    public IReadOnlyDictionary<string, StackValue> Values(ProjectFile project, PassphraseCrypter? crypter) =>
        _yaml
            .Get("config")
            .Entries()
            .ToDictionary(
                entry => project.FullKey(entry.Key),
                entry =>
                {
                    var secret = false;
                    var value = Open(entry.Key, YamlFile.ToJson(entry.Value), crypter, ref secret);
                    return new StackValue(value, secret);
                }
            );

    private JsonNode? Open(string key, JsonNode? node, PassphraseCrypter? crypter, ref bool secret)
    {
        switch (node)
        {
            case JsonObject { Count: 1 } map when map["secure"] is JsonValue ciphertext:
                secret = true;
                return Decrypt(key, ciphertext.ToString(), crypter);
            case JsonObject map:
                var opened = new JsonObject();
                foreach (var (name, value) in map)
                {
                    opened[name] = Open(key, value, crypter, ref secret);
                }

                return opened;
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list)
                {
                    items.Add(Open(key, item, crypter, ref secret));
                }

                return items;
            default:
                return node?.DeepClone();
        }
    }

    private string Decrypt(string key, string ciphertext, PassphraseCrypter? crypter)
    {
        if (crypter is null)
        {
            throw new EngineException($"{_file} has a secure value for '{key}' but no encryptionsalt.");
        }

        try
        {
            return crypter.Decrypt(ciphertext);
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            throw new EngineException($"{_file} has a secure value for '{key}' that its passphrase does not open.", error);
        }
    }
}
