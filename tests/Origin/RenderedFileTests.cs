using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Origin.Redis;
using NodeBBInfra.Components.Origin.Verification;

namespace NodeBBInfra.Tests.Origin;

public sealed class RenderedFileTests
{
    private static readonly ForumDomain Domain = new("forum.example.org");
    private static readonly int[] Ports = [4567, 4568, 4569];

    /// <summary>Every rendered file of the origin, by the name of its golden file.</summary>
    public static TheoryData<string, string> Computed =>
        new()
        {
            { "cloudflare-realip.conf", CloudflareRealIpConf.Render(CloudflareRanges.All) },
            { "io_nodes.session.conf", IoNodesConf.Render(new Workers(Ports)) },
            { "io_nodes.visitor-ip.conf", IoNodesConf.Render(new Workers(Ports) { Affinity = Affinity.VisitorIp }) },
            { "io_nodes.x-forwarded-for.conf", IoNodesConf.Render(new Workers(Ports) { Affinity = Affinity.XForwardedFor }) },
            { "io_nodes.one-worker.conf", IoNodesConf.Render(new Workers([8080])) },
            { "forum.conf", ForumVhost.Render(new ForumServer(Domain)) },
            { "config.json", ForumConfig.Render(Domain, Ports, sendsMail: true) },
        };

    private static IReadOnlyList<(string Name, string Content)> All =>
        [
            .. NginxConfiguration.Files(new ForumServer(Domain), new Workers(Ports), CloudflareRanges.All),
            ("redis.conf", HostFile.Render(RedisComponent.Conf)),
            ("redis-server.service", HostFile.Render(RedisComponent.DropIn)),
            ("nodebb@.service", HostFile.Render(Confinement.WorkerUnit)),
            ("primary.conf", HostFile.Render("Origin/Forum/nodebb@.service.d/primary.conf")),
            ("reload-nginx", HostFile.Render("Origin/Certificate/reload-nginx.sh")),
            ("nodebb-verify", HostFile.Render(VerificationComponent.Program)),
            ("config.json", ForumConfig.Render(Domain, Ports, sendsMail: true)),
        ];

    [Theory]
    [MemberData(nameof(Computed))]
    public void A_file_is_what_its_golden_file_shows(string name, string actual) => Golden.Matches(name, actual);

    [Fact]
    public void Every_configuration_file_says_who_made_it_in_its_first_lines() =>
        Assert.All(
            All,
            file =>
            {
                Assert.Contains(GeneratedFile.Notice, string.Join('\n', file.Content.Split('\n').Take(2)), StringComparison.Ordinal);
                Assert.EndsWith("\n", file.Content, StringComparison.Ordinal);
                Assert.DoesNotContain("\n\n\n", file.Content, StringComparison.Ordinal);
                Assert.DoesNotContain("##", file.Content, StringComparison.Ordinal);
            }
        );

    [Theory]
    [InlineData(1, 500)]
    [InlineData(4, 500)]
    [InlineData(5, 400)]
    [InlineData(100, 20)]
    public void All_uploads_at_once_take_two_gigabytes_of_the_disk_at_most(int megabytes, int uploads)
    {
        var vhost = ForumVhost.Render(new ForumServer(Domain) { MaxUploadMb = megabytes });

        Assert.Contains($"client_max_body_size {megabytes}m;", vhost, StringComparison.Ordinal);
        Assert.Contains($"limit_conn forum_all_uploads {uploads};", vhost, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_ip_file_does_not_depend_on_the_order_of_the_ranges() =>
        Assert.Equal(
            CloudflareRealIpConf.Render(CloudflareRanges.All),
            CloudflareRealIpConf.Render([.. CloudflareRanges.All.Reverse(), CloudflareRanges.All[0]])
        );

    [Theory]
    [InlineData("173.245.48.0/20")]
    [InlineData("2400:cb00::/32")]
    public void A_list_of_ranges_that_lacks_a_family_is_refused(string only) =>
        Assert.Contains(
            "none of the family",
            Assert.Throws<ArgumentException>(() => CloudflareRealIpConf.Render([only])).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("173.245.48.0")]
    [InlineData("all; deny all")]
    [InlineData("")]
    public void What_is_no_range_is_refused_by_name(string range) =>
        Assert.Contains(
            $"\"{range}\"",
            Assert.Throws<ArgumentException>(() => CloudflareRealIpConf.Render([.. CloudflareRanges.All, range])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_upstream_without_workers_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IoNodesConf.Render(new Workers([])));
}
