using CsCheck;
using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>destroy.sh: what is on a host afterwards, with stand-ins for the programs that know only the real host.</summary>
public sealed class DestroyedHostTests : IDisposable
{
    private const string Me = "\"$(id -un):$(id -gn)\"";

    private const string StandIns = """
        systemctl() { if [[ $1 == is-* ]]; then return 1; fi; }
        getent() { return 1; }
        dpkg-query() { return 1; }

        """;

    private static readonly string[] Paths = ["a.conf", "b.conf", "d/c.conf", "d/e/f.conf", "current", "d/current"];

    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    private sealed record Past(string Path, bool IsLink, string Text, int Mode);

    private static readonly Gen<Past[]> Pasts = Gen.Select(
            Gen.OneOf(Paths),
            Gen.Bool,
            Gen.OneOf("one\n", "two\n", ""),
            Gen.OneOf(0x180, 0x1A4, 0x1ED),
            (path, isLink, text, mode) => new Past(path, isLink || path.EndsWith("current", StringComparison.Ordinal), text, mode)
        )
        .Array[0, 6]
        .Select(pasts => pasts.DistinctBy(past => past.Path).ToArray());

    // Deployments: what each of them writes, and after how many of its lines it is killed.
    private static readonly Gen<(string[] Lines, int Survives)[]> Deployments = Gen.Select(
        Gen.OneOf([
            .. Paths
                .Where(path => path.EndsWith(".conf", StringComparison.Ordinal))
                .SelectMany(path => new[] { "x", "y" }.Select(text => Write(path, text))),
            Link("current"),
            Link("d/current"),
            "folder $ROOT/etc/d 0755",
            "folder $ROOT/etc/new/d 0755",
            "folder $ROOT/etc/d/e 0755",
        ]).Array[1, 8],
        Gen.Int[0, 10],
        (lines, survives) => (lines, survives)
    ).Array[1, 3];

    private static string Write(string path, string text) =>
        $"folder $(dirname $ROOT/etc/{path}) 0755; install_file files/{text} $ROOT/etc/{path} 0640 {Me}";

    private static string Link(string path) => $"folder $(dirname $ROOT/etc/{path}) 0755; link /somewhere $ROOT/etc/{path}";

    /// <summary>
    /// Whatever was there and whatever was deployed or half deployed over it: a destroy puts back what was there, and no more.
    /// </summary>
    [ToolFact("bash", "flock", "timeout")]
    public void Every_past_of_a_host_comes_back() =>
        Gen.Select(Pasts, Deployments)
            .Sample(
                (pasts, deployments) =>
                {
                    using var host = new HostFolder();
                    host.ReadyAsync().GetAwaiter().GetResult();
                    Directory.CreateDirectory(host["etc"]);
                    foreach (var past in pasts)
                        Make(host, past);
                    var before = Tree(host);

                    foreach (var (lines, survives) in deployments)
                    {
                        var script = string.Join('\n', lines.Take(survives)) + (survives < lines.Length ? "\nkill -9 $$" : "");
                        host.RunAsync(new Bundle([], [new("x", "x\n"), new("y", "y\n")], script)).GetAwaiter().GetResult();
                    }

                    var destroyed = DestroyAsync(host, "erase").GetAwaiter().GetResult();
                    Assert.True(destroyed.ExitCode == 0, destroyed.All);
                    Assert.Equal(before, Tree(host));
                    Assert.DoesNotContain(Entries(host, "."), path => path.Contains("nodebb", StringComparison.Ordinal));
                },
                iter: 25,
                threads: 1
            );

    [ToolFact("bash", "flock", "timeout")]
    public async Task After_a_stop_the_same_forum_finds_its_data_and_another_one_is_refused()
    {
        await DeployAsync("forum.example.org", "admin");
        var stopped = await DestroyAsync(_host, "stop");
        Assert.True(stopped.ExitCode == 0, stopped.All);
        Assert.False(Directory.Exists(_host["usr/local/lib/nodebb-infra"]));
        Assert.True(File.Exists(_host["etc/nodebb-infra/secrets/nodebb-secret"]));

        await _host.ReadyAsync();
        var other = await DataAsync("other.example.org", "admin");
        Assert.NotEqual(0, other.ExitCode);
        Assert.Contains("This host keeps the data of forum.example.org, so other.example.org cannot have it", other.Error);
        var otherAdmin = await DataAsync("forum.example.org", "root");
        Assert.NotEqual(0, otherAdmin.ExitCode);
        Assert.Contains("nodebb:adminUsername is \"root\"", otherAdmin.Error);
        Assert.Contains("write admin.", otherAdmin.Error);

        var same = await DataAsync("forum.example.org", "admin");

        Assert.Equal((0, "changed: found the forum's data and secrets\n"), (same.ExitCode, same.Output));
        Assert.Equal("unchanged\n", (await DataAsync("forum.example.org", "admin")).Output);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_new_state_does_not_change_a_kept_secret_and_a_rotation_does()
    {
        await DeployAsync("forum.example.org", "admin");
        await DestroyAsync(_host, "stop");
        await _host.ReadyAsync();

        foreach (var offered in new[] { "second", "second" })
        {
            var ran = await SecretsAsync(offered);
            Assert.Contains("the administrator's password is the host's\n", ran.Output);
            Assert.Equal("first\n", File.ReadAllText(_host["etc/nodebb-infra/secrets/nodebb-secret"]));
        }

        await SecretsAsync("third");

        Assert.Equal("third\n", File.ReadAllText(_host["etc/nodebb-infra/secrets/nodebb-secret"]));
        Assert.Equal("first\n", File.ReadAllText(_host["etc/nodebb-infra/secrets/admin-password"]));
    }

    private async Task DeployAsync(string domain, string administrator)
    {
        await _host.ReadyAsync();
        Assert.Equal("unchanged\n", (await DataAsync(domain, administrator)).Output);
        var secrets = await SecretsAsync("first");
        Assert.True(secrets.ExitCode == 0, secrets.All);
        Assert.DoesNotContain("the host's", secrets.Output);
    }

    // The scripts give root what they write; without root the current user stands in.
    private Task<Finished> SecretsAsync(string value) =>
        _host.RunAsync(
            new Bundle(
                [],
                [new("nodebb-secret", $"{value}\n"), new("admin-password", $"{value}\n")],
                HostScript.Load("Origin/Secrets/secrets.sh").Replace("root:root", Me, StringComparison.Ordinal)
            ),
            "secrets"
        );

    private Task<Finished> DataAsync(string domain, string administrator) => RunAsync(_host, ["data", "30", "a1"], domain, administrator);

    private static Task<Finished> DestroyAsync(HostFolder host, string how) =>
        RunAsync(host, [$"destroy-{how}", "30", "a1"], "forum.example.org", "admin");

    private static Task<Finished> RunAsync(HostFolder host, string[] arguments, string domain, string administrator) =>
        host.RunAsync(
            arguments,
            new Bundle(
                [new("DOMAIN", domain), new("ADMIN_USERNAME", administrator)],
                [new("destroy.sh", HostScript.Load("Origin/Data/destroy.sh"))],
                StandIns + HostScript.Load("Origin/Data/data.sh")
            ).Render()
        );

    private static void Make(HostFolder host, Past past)
    {
        var path = host[$"etc/{past.Path}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (past.IsLink)
        {
            File.CreateSymbolicLink(path, "/elsewhere");
            return;
        }

        File.WriteAllText(path, past.Text);
        File.SetUnixFileMode(path, (UnixFileMode)past.Mode);
    }

    private static string[] Tree(HostFolder host) =>
        [
            .. Entries(host, "etc")
                .Where(path => !path.Contains("nodebb-infra", StringComparison.Ordinal))
                .Select(path =>
                    new FileInfo(host[path]).LinkTarget is { } target ? $"{path} -> {target}"
                    : Directory.Exists(host[path]) ? path
                    : $"{path} {File.GetUnixFileMode(host[path])} {File.ReadAllText(host[path])}"
                )
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Entries(HostFolder host, string folder) =>
        Directory
            .EnumerateFileSystemEntries(host[folder], "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(host["."], path));
}
