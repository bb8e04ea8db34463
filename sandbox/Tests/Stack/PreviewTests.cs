using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.StackTests;

public sealed partial class PreviewTests
{
    [Fact]
    public async Task A_preview_of_a_new_forum_needs_no_host_and_touches_nothing()
    {
        await using var zone = await ApiServer.StartAsync();
        using var program = new DeliveredProgram(zone);
        var before = zone.State.Zone;

        var (result, shown) = await program.RunAsync(Operation.Preview);

        Assert.True(result.ExitCode == 0, shown);
        Golden.Matches(
            "new-forum.txt",
            string.Concat(Planned().Matches(shown).Select(row => $"{row.Groups[1].Value}\n").Distinct().Order(StringComparer.Ordinal))
        );
        Assert.Same(before, zone.State.Zone);
        Assert.Empty(program.Host.Ran());
    }

    [Fact]
    public async Task Every_mistake_is_said_at_once_and_nothing_is_planned()
    {
        await using var zone = await ApiServer.StartAsync();
        using var program = new DeliveredProgram(zone);

        var (result, shown) = await program.RunAsync(
            Operation.Preview,
            ("nodebb:domain", "www.example.org"),
            ("nodebb:originAddress", "origin"),
            ("nodebb:ports", "[80,4567,4567]"),
            ("nodebb:affinity", "sticky"),
            ("nodebb:nodebbRef", "$(reboot)"),
            ("nodebb:affinty", "session"),
            ("nodebb:sshPrivateKey", "-----BEGIN OPENSSH PRIVATE KEY-----")
        );

        Assert.NotEqual(0, result.ExitCode);
        string[] sentences =
        [
            "nodebb:domain is \"www.example.org\"",
            "nodebb:originAddress is \"origin\"",
            "instead of 80.",
            "write 4567 once",
            "nodebb:affinity is \"sticky\"",
            "nodebb:nodebbRef is \"$(reboot)\"",
            "nodebb:affinity, the nearest one",
            "nodebb:sshPrivateKey is in plain text",
        ];
        Assert.All(sentences, sentence => Assert.Contains(sentence, shown));
        Assert.DoesNotContain(" create", shown);
        Assert.DoesNotContain("BEGIN OPENSSH", shown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_forum_in_a_zone_whose_rules_nobody_owns_is_warned(bool owns)
    {
        await using var zone = await ApiServer.StartAsync();
        using var program = new DeliveredProgram(zone);

        var (result, shown) = await program.RunAsync(
            Operation.Preview,
            ("nodebb:zoneOwner", owns ? "true" : "false"),
            ("nodebb:otherForums", "[]")
        );

        Assert.True(result.ExitCode == 0, shown);
        Assert.Equal(
            !owns,
            shown.Contains("warning: nodebb:zoneOwner is false, and no stack owns the rules of zone", StringComparison.Ordinal)
        );
    }

    // " +  cloudflare:index/dnsRecord:DnsRecord www create"
    [GeneratedRegex(@"(?m)^ \+ +(\S+ \S+) create")]
    private static partial Regex Planned();
}
