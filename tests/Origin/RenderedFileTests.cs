using NodeBBInfra.Components.Origin;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Origin.Redis;
using NodeBBInfra.Components.Settings;

namespace NodeBBInfra.Tests.Origin;

public sealed class RenderedFileTests
{
    private static readonly ForumDomain Domain = new("forum.example.org");
    private static readonly int[] Ports = [4567, 4568, 4569];

    /// <summary>Every file that a renderer of the origin makes, by the name of its golden file.</summary>
    public static TheoryData<string, string> Files => new()
    {
        { "nginx.conf", NginxConf.Render() },
        { "nginx.service", NginxConf.RenderUnit() },
        { "cloudflare-realip.conf", CloudflareRealIpConf.Render(CloudflareRanges.All) },
        { "io_nodes.session.conf", IoNodesConf.Render(Affinity.Session, Ports) },
        { "io_nodes.visitor-ip.conf", IoNodesConf.Render(Affinity.VisitorIp, Ports) },
        { "io_nodes.x-forwarded-for.conf", IoNodesConf.Render(Affinity.XForwardedFor, Ports) },
        { "io_nodes.one-worker.conf", IoNodesConf.Render(Affinity.Session, [8080]) },
        { "forum.conf", ForumVhost.Render(Domain, UploadSize.Default) },
        { "config.json", ForumConfig.Render(Domain, Ports) },
        { "nodebb@.service", WorkerUnit.Render() },
        { "redis.conf", RedisConf.Render() },
        { "redis-server.service", RedisConf.RenderUnit() },
    };

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
        Assert.Throws<ArgumentOutOfRangeException>(() => IoNodesConf.Render(Affinity.Session, []));
}
