using System.Text.Json;
using NodeBBInfra.Configuration;
using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>Pulumi.yaml and the stacks' files against the program that reads them.</summary>
public class ProjectFilesTests
{
    // A secret can have no default, and a declared key without one would be the command's complaint instead of ours.
    private static readonly string[] Undeclared = ["sshPrivateKey", "repositoryToken", "repositoryKey"];

    [Fact]
    public void Pulumi_yaml_declares_exactly_what_the_program_reads()
    {
        var reader = new SettingsReader(Settings.With(), "nodebb");
        ForumSettings.Read(reader);

        Assert.Equal(reader.Known.Order(StringComparer.Ordinal), Declared().Keys.Concat(Undeclared).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_has_a_type_a_default_and_a_description()
    {
        foreach (var (key, declaration) in Declared())
        {
            Assert.True(declaration.Children.ContainsKey("type"), $"{key} has no type");
            Assert.True(declaration.Children.ContainsKey("default"), $"{key} has no default, so the command would stop before the program can say all that is wrong");
            Assert.NotEmpty(((YamlScalarNode)declaration["description"]).Value!);
        }
    }

    [Fact]
    public void The_declared_defaults_are_the_programs_own()
    {
        var defaults = Declared().ToDictionary(d => $"nodebb:{d.Key}", d => AsConfiguration(d.Value["default"]));
        foreach (var (key, value) in Settings.Valid)
            defaults[key] = value;

        Assert.Equal(Comparable(ForumSettings.Read(Settings.With())), Comparable(ForumSettings.Read(new StackConfiguration(defaults, new HashSet<string>()))));
    }

    [Theory]
    [InlineData("prod")]
    [InlineData("staging")]
    public void A_stacks_file_is_right_and_holds_no_secret(string stack)
    {
        var values = Config(Load($"Pulumi.{stack}.yaml")).ToDictionary(c => c.Key, c => AsConfiguration(c.Value));

        Assert.Empty(Settings.ProblemsOf(new(values, new HashSet<string>())));
        Assert.DoesNotContain(values.Keys, key => key is "cloudflare:apiToken" || Undeclared.Any(name => key == $"nodebb:{name}"));
    }

    internal static Dictionary<string, YamlMappingNode> Declared() =>
        Config(Load("Pulumi.yaml")).ToDictionary(c => c.Key, c => (YamlMappingNode)c.Value);

    private static YamlMappingNode Load(string file)
    {
        using var reader = new StreamReader(Repository.PathOf(file));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<(string Key, YamlNode Value)> Config(YamlMappingNode root) =>
        ((YamlMappingNode)root["config"]).Children.Select(c => (((YamlScalarNode)c.Key).Value!, c.Value));

    /// <summary>A value as the command hands it to the program: text, with lists as JSON.</summary>
    private static string AsConfiguration(YamlNode node) => node switch
    {
        YamlSequenceNode list => $"[{string.Join(',', list.Children.Select(AsConfiguration))}]",
        _ => ((YamlScalarNode)node).Value!,
    };

    private static string Comparable(ForumSettings settings) => JsonSerializer.Serialize(settings with { Connection = settings.Connection with { PrivateKey = null }, RepositoryLogin = new(null, null) });
}
