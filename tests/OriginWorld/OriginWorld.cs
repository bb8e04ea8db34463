using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Settings;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Tests.Forum;
using NodeBBInfra.Tests.Origin;
using NodeBBInfra.Tests.Support;

namespace NodeBBInfra.Tests.OriginWorld;

/// <summary>The origin in a network namespace of its own: Debian's nginx with the stack's files, three workers of the stand-in forum, and whoever asks.</summary>
internal static class OriginWorld
{
    private static readonly int[] Ports = [4567, 4568, 4569];

    /// <summary>Runs a program of questions in it, and gives what they print.</summary>
    public static async Task<string> AskAsync(string questions, Affinity affinity = Affinity.Session, params (string Name, string Value)[] environment)
    {
        using var files = new TempDirectory();
        files.Write("nginx.conf", NginxConf.Render());
        files.Write("cloudflare-realip.conf", CloudflareRealIpConf.Render(Origin.Cloudflare.Ranges));
        files.Write("io_nodes.conf", IoNodesConf.Render(affinity, Ports));
        files.Write("forum.conf", ForumVhost.Render(new ForumDomain("forum.example.org"), UploadSize.Default));
        using var checkout = await StandInCheckout.MakeAsync();

        var asked = await RunningProcess.RunAsync(
            "unshare",
            [
                "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
                "bash", Repository.PathOf("tests", "OriginWorld", "origin-world.sh"), await DebianWithNginx.FolderAsync(), files.FullPath, checkout.FullPath, questions,
            ],
            TimeSpan.FromMinutes(3),
            environment: new Dictionary<string, string?>(environment.Select(e => KeyValuePair.Create(e.Name, (string?)e.Value))) { ["CLIENT"] = await ClientAsync(), ["TMPDIR"] = files.FullPath });

        Assert.True(asked.ExitCode == 0, asked.All);
        return asked.Output;
    }

    // The visitors' half of the forum's socket.io, in the same version.
    private static Task<string> ClientAsync()
    {
        const string Client = "socket.io-client@4.8.3";
        return Cache.GetAsync(
            "socket-client", Client,
            async folder =>
            {
                var installed = await RunningProcess.RunAsync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, Client], TimeSpan.FromMinutes(3));
                Assert.True(installed.ExitCode == 0, installed.All);
            },
            CancellationToken.None);
    }
}
