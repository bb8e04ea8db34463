using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>A world's values that override the stack's configuration, so that the unchanged program deploys to this world only.</summary>
internal static class Overlay
{
    // A well-formed key that no host has; a preview connects to none.
    private const string PlaceholderHostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /// <summary>Returns a world's overlay for a stack; without a host for the stack, only what all stacks share.</summary>
    public static IReadOnlyDictionary<string, ConfigValue> Of(WorldInfo world, string stack)
    {
        var overlay = new Dictionary<string, ConfigValue>
        {
            ["nodebb:zoneId"] = new(world.ZoneId, false),
            ["nodebb:nodeMirror"] = new(world.NodeMirror, false),
            ["nodebb:nodeVersion"] = new(world.NodeVersion, false),
            ["nodebb:nodeSha256"] = new(world.NodeSha256, false),
            ["nodebb:acmeServer"] = new(world.AcmeDirectory, false),
            ["nodebb:nodebbRepository"] = new(world.Forum.Repository, false),
            ["nodebb:nodebbRef"] = new(world.Forum.Commit ?? world.Forum.Ref, false),
            ["cloudflare:apiToken"] = new(world.CloudflareApi.Token, true),
            ["cloudflare:baseUrl"] = new(world.CloudflareApi.BaseUrl, false),
        };
        if (world.Hosts.GetValueOrDefault(stack) is not { } host)
            return overlay;
        overlay["nodebb:originAddress"] = new(host.Address, false);
        overlay["nodebb:sshHostKey"] = new(host.SshHostKey, false);
        overlay["nodebb:sshPrivateKey"] = new(File.ReadAllText(world.SshKeyPath), true);
        // With IPv6, the edge connects to the origin over both protocols.
        if (world.EdgeAddress6 is not null)
            overlay["nodebb:originAddress6"] = new(host.Address6, false);
        return overlay;
    }

    /// <summary>The overlay for a preview without a world: placeholders for what only a world knows.</summary>
    public static IReadOnlyDictionary<string, ConfigValue> Placeholders(string zoneId, CloudflareEndpoint api) =>
        new Dictionary<string, ConfigValue>
        {
            ["nodebb:zoneId"] = new(zoneId, false),
            ["nodebb:originAddress"] = new(new HostAddresses(0, 0).Origin.ToString(), false),
            ["nodebb:sshHostKey"] = new(PlaceholderHostKey, false),
            ["cloudflare:apiToken"] = new(api.Token, true),
            ["cloudflare:baseUrl"] = new(api.BaseUrl, false),
        };

    /// <summary>One line that lists the overridden values.</summary>
    public static string Describe(IReadOnlyDictionary<string, ConfigValue> overlay, string stack) =>
        $"configuration: Pulumi.{stack}.yaml, and from this world {string.Join(", ", overlay.Keys.Select(key => key.StartsWith("nodebb:", StringComparison.Ordinal) ? key["nodebb:".Length..] : key))}";
}
