using NodeBBInfra.Configuration;
using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>Pulumi.yaml and the stacks' files match the program that reads them.</summary>
public class ProjectFilesTests
{
    /// <summary>Pulumi would stop at the first value of a wrong type; the program reports all problems.</summary>
    [Fact]
    public void Pulumi_yaml_leaves_the_settings_to_the_program() =>
        Assert.DoesNotContain("config", Load("Pulumi.yaml").Children.Keys.Select(key => ((YamlScalarNode)key).Value));

    [Theory]
    [InlineData("prod")]
    [InlineData("staging")]
    [InlineData("example")]
    public void A_stacks_file_is_right_and_holds_no_secret(string stack)
    {
        var values = Config($"Pulumi.{stack}.yaml");

        Assert.Empty(Settings.ProblemsOf(new(values, new HashSet<string>())));
        Assert.DoesNotContain(
            values.Keys,
            key => key is "cloudflare:apiToken" || StackSettings.Declared().Any(s => s.IsSecret && key == $"nodebb:{s.Key}")
        );
    }

    /// <summary>
    /// The values of a stack's file as Pulumi passes them to the program: strings, with lists as JSON. Without the secrets of a stack that
    /// has been configured.
    /// </summary>
    internal static Dictionary<string, string> Config(string file) =>
        ((YamlMappingNode)Load(file)["config"])
            .Children.Where(c => c.Value is not YamlMappingNode)
            .ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => Text(c.Value));

    private static YamlMappingNode Load(string file)
    {
        using var reader = new StreamReader(Repository.PathOf(file));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Text(YamlNode node) =>
        node switch
        {
            YamlSequenceNode list =>
                $"[{string.Join(',', list.Children.Select(Text).Select(item => int.TryParse(item, out _) ? item : $"\"{item}\""))}]",
            _ => ((YamlScalarNode)node).Value!,
        };
}
