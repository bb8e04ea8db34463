using CsCheck;
using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>destroy.sh: what is on a host afterwards, with stand-ins for the programs that know only the real host.</summary>
public sealed class DestroyedHostTests : IDisposable
{
    private static readonly string[] Paths = ["a.conf", "b.conf", "d/c.conf", "d/e/f.conf", "current", "d/current"];

    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    private sealed record Past(string Path, bool IsLink, string Target, string Text, int Mode);

    private static readonly Gen<Past[]> Pasts = Gen.Select(
            Gen.OneOf(Paths),
            Gen.Bool,
            // Some are the same as what is deployed.
            Gen.OneOf("one\n", "x\n", ""),
            Gen.OneOf(0x180, 0x1A0, 0x1A4, 0x1ED),
            (path, isLink, text, mode) =>
                new Past(
                    path,
                    isLink || path.EndsWith("current", StringComparison.Ordinal),
                    text.Length == 0 ? "/somewhere" : "/elsewhere",
                    text,
                    mode
                )
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
        $"folder $(dirname $ROOT/etc/{path}) 0755; install_file files/{text} $ROOT/etc/{path} 0640 {DataStep.Me}";

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

                    DataStep.RunAsync(host, "data 30 a1").GetAwaiter().GetResult();
                    DataStep.DestroyAsync(host, "erase").GetAwaiter().GetResult();
                    Assert.Equal(before, Tree(host));
                    Assert.DoesNotContain(DataStep.Entries(host, "."), path => path.Contains("nodebb", StringComparison.Ordinal));
                },
                iter: 12,
                threads: 1
            );

    [ToolFact("bash", "flock", "timeout")]
    public async Task After_a_stop_the_same_forum_finds_its_data_and_another_one_is_refused()
    {
        await DataStep.DeployAsync(_host);
        await DataStep.DestroyAsync(_host, "stop");
        Assert.False(Directory.Exists(_host["usr/local/lib/nodebb-infra"]));
        Assert.True(File.Exists(_host["etc/nodebb-infra/secrets/nodebb-secret"]));

        await _host.ReadyAsync();
        var other = await DataStep.RunAsync(_host, "data 30 a2 new", "other.example.org", stack: "b");
        Assert.NotEqual(0, other.ExitCode);
        Assert.Contains("This host has the forum forum.example.org: write the address of another host", other.Error);
        var otherAdmin = await DataStep.RunAsync(_host, "data 30 a1", administrator: "root");
        Assert.NotEqual(0, otherAdmin.ExitCode);
        Assert.Contains("nodebb:adminUsername is \"root\"", otherAdmin.Error);
        Assert.Contains("write admin.", otherAdmin.Error);

        var same = await DataStep.RunAsync(_host, "data 30 a1");

        Assert.Equal((0, "changed: found the forum's data and secrets\n"), (same.ExitCode, same.Output));
        Assert.Equal("unchanged\n", (await DataStep.RunAsync(_host, "data 30 a1")).Output);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task An_erase_whose_client_is_gone_leaves_nothing()
    {
        await DataStep.DeployAsync(_host);
        File.WriteAllText(_host["destroy"], DataStep.Render());

        // Nobody reads its output.
        await RunningProcess.RunAsync(
            "bash",
            ["-c", $"'{_host["usr/local/lib/nodebb-infra/run"]}' destroy-erase 30 a1 <'{_host["destroy"]}' 2>&1 | :"],
            TimeSpan.FromSeconds(30),
            environment: new Dictionary<string, string?> { ["NODEBB_INFRA_ROOT"] = _host["."] }
        );

        Assert.DoesNotContain(DataStep.Entries(_host, "."), path => path.Contains("nodebb", StringComparison.Ordinal));
    }

    /// <summary>Pulumi knows the first attempt; the host has run a second one, whose result was lost.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task A_destroy_by_the_state_before_a_lost_update_is_a_destroy_and_a_replaced_steps_is_not()
    {
        await DataStep.DeployAsync(_host);
        await DataStep.RunAsync(_host, "data 30 a2");
        await DataStep.RunAsync(_host, "data 30 b1 new");
        await DataStep.RunAsync(_host, "data 30 b2");

        Assert.Equal("replaced, nothing deleted\n", (await DataStep.DestroyAsync(_host, "stop", "a1")).Output);
        Assert.True(File.Exists(_host["var/lib/nodebb-infra/data-attempt"]));

        Assert.Contains("stopped the forum", (await DataStep.DestroyAsync(_host, "stop", "b1")).Output);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_stack_with_another_forums_host_is_refused()
    {
        await DataStep.DeployAsync(_host);

        var other = await DataStep.RunAsync(_host, "data 30 b1 new", "staging.example.org", stack: "b");

        Assert.NotEqual(0, other.ExitCode);
        Assert.Contains(
            "This host has the forum forum.example.org: write the address of another host into nodebb:originAddress",
            other.Error
        );
        Assert.NotEqual(0, (await DataStep.RunAsync(_host, "destroy-erase 30 b1", stack: "b")).ExitCode);
        Assert.Equal("a1\n", File.ReadAllText(_host["var/lib/nodebb-infra/data-attempt"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_new_state_does_not_change_a_kept_secret_and_a_rotation_does()
    {
        await DataStep.DeployAsync(_host);
        await DataStep.DestroyAsync(_host, "stop");
        await _host.ReadyAsync();

        foreach (var offered in new[] { "second", "second" })
        {
            var ran = await DataStep.SecretsAsync(_host, offered);
            Assert.Contains("the administrator's password is the host's\n", ran.Output);
            Assert.Equal("first\n", File.ReadAllText(_host["etc/nodebb-infra/secrets/nodebb-secret"]));
        }

        await DataStep.SecretsAsync(_host, "third");

        Assert.Equal("third\n", File.ReadAllText(_host["etc/nodebb-infra/secrets/nodebb-secret"]));
        Assert.Equal("first\n", File.ReadAllText(_host["etc/nodebb-infra/secrets/admin-password"]));
    }

    private static void Make(HostFolder host, Past past)
    {
        var path = host[$"etc/{past.Path}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (past.IsLink)
        {
            File.CreateSymbolicLink(path, past.Target);
            return;
        }

        File.WriteAllText(path, past.Text);
        File.SetUnixFileMode(path, (UnixFileMode)past.Mode);
    }

    private static string[] Tree(HostFolder host) =>
        [
            .. DataStep
                .Entries(host, "etc")
                .Where(path => !path.Contains("nodebb-infra", StringComparison.Ordinal))
                .Select(path =>
                    new FileInfo(host[path]).LinkTarget is { } target ? $"{path} -> {target}"
                    : Directory.Exists(host[path]) ? path
                    : $"{path} {File.GetUnixFileMode(host[path])} {File.ReadAllText(host[path])}"
                )
                .Order(StringComparer.Ordinal),
        ];
}
