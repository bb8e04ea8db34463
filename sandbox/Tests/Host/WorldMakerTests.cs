using NodeBBInfra.Sandbox.Commands;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Host;

public sealed class WorldMakerTests
{
    [Theory]
    [InlineData(
        "stand-in",
        "https://example.org/NodeBB.git@v4.11.2",
        "example.org",
        "This world has the data of the forum of before, which another forum cannot read. `make destroy` first."
    )]
    [InlineData(
        "nodebb",
        "stand-in",
        "example.org",
        "This world has the data of the forum of before, which another forum cannot read. `make destroy` first."
    )]
    [InlineData(
        "nodebb",
        null,
        "example.com",
        "This world is for example.org, and Pulumi.staging.yaml is for example.com. `make destroy` first."
    )]
    public async Task A_world_of_another_forum_or_domain_is_not_taken_over(string present, string? asked, string domain, string message)
    {
        using var folder = new TempDirectory();
        var directory = new WorldDirectory(folder.FullPath);
        World("example.org", present).Save(directory);
        var maker = new WorldMaker(
            new WorldRequest(directory, 0, folder.FullPath, "staging", StackEngine.Sandbox, asked),
            new Progress(TextWriter.Null)
        );

        var refused = await Assert.ThrowsAsync<SandboxException>(() =>
            maker.EnsureAsync(new StackForum(domain, OwnsZone: true), CancellationToken.None)
        );

        Assert.Equal(message, refused.Message);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("fd00:198:18::1", "fd00:198:18:100::10")]
    public void The_stack_gets_the_origins_IPv6_address_where_the_world_has_IPv6(string? edge, string? origin)
    {
        using var folder = new TempDirectory();
        File.WriteAllText(folder["key"], "");
        var world = World("example.org", "stand-in") with
        {
            EdgeAddress6 = edge,
            Hosts = new Dictionary<string, HostInfo> { ["staging"] = new(0, "example.org", "", "fd00:198:18:100::10", "") },
            SshKeyPath = folder["key"],
        };

        Assert.Equal(origin, Overlay.Of(world, "staging").GetValueOrDefault("nodebb:originAddress6")?.Value);
    }

    private static WorldInfo World(string domain, string forum) =>
        new()
        {
            Index = 0,
            Zone = domain,
            ZoneId = "",
            EdgeAddress = "",
            Hosts = new Dictionary<string, HostInfo>(),
            SshKeyPath = "",
            CloudflareApi = new CloudflareEndpoint("", ""),
            CaBundle = "",
            AcmeDirectory = "",
            NodeMirror = "",
            NodeVersion = "",
            NodeSha256 = "",
            NodeMirrorPath = "",
            ImagePath = "",
            Passphrase = "",
            Forum = new ForumRelease("", "", forum, "the forum of before"),
            EdgeSources = [],
        };
}
