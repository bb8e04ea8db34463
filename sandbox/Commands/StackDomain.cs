using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Reads from the stack's file what the sandbox needs before the engine runs: the domain.</summary>
internal static class StackDomain
{
    /// <summary>
    /// The domain in <c>Pulumi.STACK.yaml</c>; null when it is missing or unreadable, which the program then reports itself.
    /// </summary>
    public static string? Read(string projectDirectory, string stack)
    {
        var file = Path.Combine(projectDirectory, $"Pulumi.{stack}.yaml");
        if (!File.Exists(file))
            return null;
        try
        {
            var yaml = new YamlStream();
            using var reader = File.OpenText(file);
            yaml.Load(reader);
            return
                yaml.Documents is [{ RootNode: YamlMappingNode root }, ..]
                && root.Children.TryGetValue("config", out var config)
                && config is YamlMappingNode values
                && values.Children.TryGetValue("nodebb:domain", out var domain)
                ? (domain as YamlScalarNode)?.Value
                : null;
        }
        catch (YamlDotNet.Core.YamlException)
        {
            return null;
        }
    }
}
