using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Origin.Redis;

namespace NodeBBInfra.Tests.Origin;

public sealed class RenderedFileTests
{
    private static readonly ForumDomain Domain = new("forum.example.org");
    private static readonly int[] Ports = [4567, 4568, 4569];

    /// <summary>Every file that a renderer of the origin makes, by the name of its golden file.</summary>
    public static IEnumerable<object[]> Files =>
        from file in NginxFiles.Concat(OtherFiles)
        select new object[] { file.Name, file.Content };

    // The upstream has a golden file for each way of finding a worker.
    private static IEnumerable<(string Name, string Content)> NginxFiles =>
        NginxConfiguration.Files(new ForumServer(Domain), new Workers(Ports), CloudflareRanges.All).Where(file => file.Name != "io_nodes.conf");

    private static IEnumerable<(string Name, string Content)> OtherFiles =>
    [
        ("io_nodes.session.conf", IoNodesConf.Render(new Workers(Ports))),
        ("io_nodes.visitor-ip.conf", IoNodesConf.Render(new Workers(Ports) { Affinity = Affinity.VisitorIp })),
        ("io_nodes.x-forwarded-for.conf", IoNodesConf.Render(new Workers(Ports) { Affinity = Affinity.XForwardedFor })),
        ("io_nodes.one-worker.conf", IoNodesConf.Render(new Workers([8080]))),
        ("config.json", ForumConfig.Render(Domain, Ports)),
        ("nodebb@.service", WorkerUnit.Render()),
        ("redis.conf", RedisConf.Render()),
        ("redis-server.service", RedisConf.RenderUnit()),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_what_its_golden_file_shows(string name, string actual) => Golden.Matches(name, actual);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_says_who_made_it_in_its_first_lines(string name, string actual)
    {
        Assert.Contains(GeneratedFile.Notice, string.Join('\n', actual.Split('\n').Take(2)), StringComparison.Ordinal);
        Assert.EndsWith("\n", actual, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", actual, StringComparison.Ordinal);
        Assert.True(name.Length > 0);
    }

    [Fact]
    public void The_real_ip_file_does_not_depend_on_the_order_of_the_ranges() =>
        Assert.Equal(CloudflareRealIpConf.Render(CloudflareRanges.All), CloudflareRealIpConf.Render([.. CloudflareRanges.All.Reverse(), CloudflareRanges.All[0]]));

    [Theory]
    [InlineData("173.245.48.0/20")]
    [InlineData("2400:cb00::/32")]
    public void A_list_of_ranges_that_lacks_a_family_is_refused(string only) =>
        Assert.Contains("none of the family", Assert.Throws<ArgumentException>(() => CloudflareRealIpConf.Render([only])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("173.245.48.0")]
    [InlineData("all; deny all")]
    [InlineData("")]
    public void What_is_no_range_is_refused_by_name(string range) =>
        Assert.Contains($"\"{range}\"", Assert.Throws<ArgumentException>(() => CloudflareRealIpConf.Render([.. CloudflareRanges.All, range])).Message, StringComparison.Ordinal);

    [Fact]
    public void An_upstream_without_workers_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IoNodesConf.Render(new Workers([])));
}
