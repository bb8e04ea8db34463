using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin.Nginx;

namespace NodeBBInfra.Tests.Origin;

/// <summary>Debian's own nginx accepts the rendered files.</summary>
public sealed class NginxAcceptsTests
{
    [HostFact]
    public async Task Nginx_accepts_every_rendered_configuration()
    {
        var debian = await DebianWithNginx.FolderAsync();
        foreach (var affinity in Enum.GetValues<Affinity>())
        {
            foreach (
                var (domain, ports, banner) in new[]
                {
                    ("forum.example.org", new[] { 4567, 4568, 4569 }, (string?)null),
                    (
                        LongestName,
                        [.. Enumerable.Range(1024, 64)],
                        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c))
                    ),
                }
            )
            {
                var server = new ForumServer(new ForumDomain(domain)) { Banner = banner };
                var result = await TestAsync(
                    debian,
                    NginxConfiguration.Files(server, new Workers(ports) { Affinity = affinity }, CloudflareRanges.All)
                );
                Assert.True(result.ExitCode == 0, $"{affinity}, {domain}: {result.All}");
                Assert.DoesNotContain("[warn]", result.All, StringComparison.Ordinal);
            }
        }
    }

    [HostFact]
    public async Task Nginx_refuses_a_broken_one_so_the_test_above_means_something()
    {
        var files = NginxConfiguration.Files(
            new ForumServer(new ForumDomain("forum.example.org")),
            new Workers([4567]),
            CloudflareRanges.All
        );

        var result = await TestAsync(
            await DebianWithNginx.FolderAsync(),
            files.Select(f => (f.Name, f.Content.Replace("proxy_redirect off", "proxy_redirekt off", StringComparison.Ordinal)))
        );

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("unknown directive \"proxy_redirekt\"", result.All, StringComparison.Ordinal);
    }

    // 249 characters, so that "www." makes it 253, the maximum of a domain name.
    private static string LongestName =>
        string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 53), "org");

    private static async Task<Finished> TestAsync(string debian, IEnumerable<(string Name, string Content)> files)
    {
        using var folder = new TempDirectory();
        foreach (var (name, content) in files)
            folder.Write(name, content);
        string[] command = ["--mount", "bash", Repository.PathOf("sandbox", "Tests", "Origin", "nginx-test.sh"), debian, folder.FullPath];
        return await RunningProcess.RunAsync("unshare", command, TimeSpan.FromMinutes(1));
    }
}
