using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>What the sandbox needs to know of a stack before the engine reads it: for which domain to make a world.</summary>
internal static class StackFile
{
    /// <summary>The domain in <c>Pulumi.STACK.yaml</c>; null when it is not there or cannot be read, which the program then says in its own words.</summary>
    public static string? Domain(string projectDirectory, string stack)
    {
        var file = Path.Combine(projectDirectory, $"Pulumi.{stack}.yaml");
        if (!File.Exists(file))
            return null;
        try
        {
            var yaml = new YamlStream();
            using var reader = File.OpenText(file);
            yaml.Load(reader);
            return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..] && root.Children.TryGetValue("config", out var config)
                && config is YamlMappingNode values && values.Children.TryGetValue("nodebb:domain", out var domain)
                ? (domain as YamlScalarNode)?.Value
                : null;
        }
        catch (YamlDotNet.Core.YamlException)
        {
            return null;
        }
    }
}
