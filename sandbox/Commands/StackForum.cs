using YamlDotNet.RepresentationModel;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>A stack's forum and its zone.</summary>
/// <param name="Domain">The forum's domain.</param>
/// <param name="OwnsZone">Whether the stack owns the zone.</param>
internal sealed record StackForum(string Domain, bool OwnsZone)
{
    /// <summary>
    /// The zone's name in a new world: what an owner's forum is named, and what is above the name of another. The real zone would say.
    /// </summary>
    public string Zone => OwnsZone ? Domain : Domain[(Domain.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether the forum's name is one below a zone's.</summary>
    public bool IsBelow(string zone) => Domain.EndsWith($".{zone}", StringComparison.Ordinal);

    /// <summary>
    /// What <c>Pulumi.STACK.yaml</c> says; null when the domain is missing or unreadable, which the program then reports itself.
    /// </summary>
    public static StackForum? Read(string projectDirectory, string stack)
    {
        var file = Path.Combine(projectDirectory, $"Pulumi.{stack}.yaml");
        if (!File.Exists(file))
            return null;
        try
        {
            var yaml = new YamlStream();
            using var reader = File.OpenText(file);
            yaml.Load(reader);
            if (
                yaml.Documents is not [{ RootNode: YamlMappingNode root }, ..]
                || !root.Children.TryGetValue("config", out var config)
                || config is not YamlMappingNode values
            )
            {
                return null;
            }
            return Text(values, "nodebb:domain") is { } domain ? new StackForum(domain, Text(values, "nodebb:zoneOwner") != "false") : null;
        }
        catch (YamlDotNet.Core.YamlException)
        {
            return null;
        }
    }

    private static string? Text(YamlMappingNode values, string key) =>
        values.Children.TryGetValue(key, out var value) ? (value as YamlScalarNode)?.Value : null;
}
