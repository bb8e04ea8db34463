using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin.Nginx;

namespace NodeBBInfra.Tests.Origin;

/// <summary>Debian's own nginx tests what the renderers make.</summary>
public sealed class NginxAcceptsTests
{
    [HostFact]
    public async Task Nginx_accepts_every_rendered_configuration()
    {
        var debian = await DebianWithNginx.FolderAsync();
        foreach (var affinity in Enum.GetValues<Affinity>())
        {
            foreach (var (domain, ports) in new[] { ("forum.example.org", new[] { 4567, 4568, 4569 }), (LongestName, [.. Enumerable.Range(1024, 64)]) })
            {
                var result = await TestAsync(debian, ForumVhost.Render(new ForumServer(new ForumDomain(domain))), IoNodesConf.Render(new Workers(ports) { Affinity = affinity }));
                Assert.True(result.ExitCode == 0, $"{affinity}, {domain}: {result.All}");
                Assert.DoesNotContain("[warn]", result.All, StringComparison.Ordinal);
            }
        }
    }

    [HostFact]
    public async Task Nginx_refuses_a_broken_one_so_the_test_above_means_something()
    {
        var vhost = ForumVhost.Render(new ForumServer(new ForumDomain("forum.example.org"))).Replace("proxy_redirect off", "proxy_redirekt off", StringComparison.Ordinal);

        var result = await TestAsync(await DebianWithNginx.FolderAsync(), vhost, IoNodesConf.Render(new Workers([4567])));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("unknown directive \"proxy_redirekt\"", result.All, StringComparison.Ordinal);
    }

    // 249 characters: with "www." before it the 253 that a name may have.
    private static string LongestName => string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 53), "org");

    private static async Task<Finished> TestAsync(string debian, string vhost, string upstream)
    {
        using var files = new TempDirectory();
        files.Write("nginx.conf", NginxConf.Render());
        files.Write("cloudflare-realip.conf", CloudflareRealIpConf.Render(CloudflareRanges.All));
        files.Write("io_nodes.conf", upstream);
        files.Write("forum.conf", vhost);
        string[] command = ["--mount", "bash", Repository.PathOf("sandbox", "Tests", "Origin", "nginx-test.sh"), debian, files.FullPath];
        return await RunningProcess.RunAsync("unshare", command, TimeSpan.FromMinutes(1));
    }
}
