using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Configuration;
using NodeBBInfra.Sandbox.Engine.State;
using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Commands.PulumiCommand;

/// <summary>
/// A copy of the project for the pulumi command, with a local backend. The command writes to the stack's files, and the user's own must
/// stay unchanged. The copy runs the already built program. https://www.pulumi.com/docs/iac/concepts/projects/project-file/
/// </summary>
/// <param name="Directory">The copy's directory.</param>
internal sealed record PulumiProject(string Directory)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The directory of the local backend.</summary>
    public string Backend => Path.Combine(Directory, "backend");

    /// <summary>The copy's directory for a state file of the sandbox's engine.</summary>
    public static string DirectoryOf(string stateFile) => Path.ChangeExtension(stateFile, ".pulumi");

    /// <summary>Writes or overwrites the copy; keeps the state.</summary>
    /// <exception cref="EngineException">The project or the stack's configuration cannot be read.</exception>
    public static PulumiProject Write(EngineOptions options)
    {
        var copy = new PulumiProject(DirectoryOf(options.StateFile));
        System.IO.Directory.CreateDirectory(copy.Backend);
        copy.WriteProject(options);
        copy.WriteStack(options);
        return copy;
    }

    private void WriteProject(EngineOptions options)
    {
        var yaml = YamlFile.Read(Path.Combine(options.ProjectDirectory, "Pulumi.yaml"));
        yaml.Children.Remove("main");
        if (options.Program.Count > 0)
        {
            yaml.Children["runtime"] = new YamlMappingNode("name", "dotnet")
            {
                { "options", new YamlMappingNode("binary", options.Program[^1]) },
            };
        }

        using var writer = File.CreateText(Path.Combine(Directory, "Pulumi.yaml"));
        new YamlStream(new YamlDocument(yaml)).Save(writer, assignAnchors: false);
    }

    private void WriteStack(EngineOptions options)
    {
        var project = ProjectFile.Read(options.ProjectDirectory);
        var own = StackFile.Read(project, options.Stack);
        using var opener = own.Salt is { } salt ? PassphraseCrypter.Open(options.Passphrase, salt, $"Pulumi.{options.Stack}.yaml") : null;

        // Keep the copy's salt: with a new one the command would re-encrypt the whole state.
        var before = StackFile.Read(project with { Directory = Directory }, options.Stack);
        using var crypter = before.Salt is { } kept
            ? PassphraseCrypter.Open(options.Passphrase, kept, Directory)
            : PassphraseCrypter.Create(options.Passphrase);
        var config = new JsonObject();
        foreach (var (key, value) in StackConfiguration.Merge(project, own, opener, options.Overlay))
            config[key] = value.Secret ? Secure(value.Value, crypter) : value.Value?.DeepClone();

        // JSON is YAML.
        File.WriteAllText(
            Path.Combine(Directory, $"Pulumi.{options.Stack}.yaml"),
            new JsonObject { ["encryptionsalt"] = crypter.Salt, ["config"] = config }.ToJsonString(Indented)
        );
    }

    private static JsonNode Secure(JsonNode? value, PassphraseCrypter crypter) =>
        value switch
        {
            JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Secure(entry.Value, crypter)))),
            JsonArray list => new JsonArray([.. list.Select(item => Secure(item, crypter))]),
            _ => new JsonObject { ["secure"] = crypter.Encrypt(value?.ToString() ?? "") },
        };
}
