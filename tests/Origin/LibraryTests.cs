using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>lib.sh: the library of the step scripts.</summary>
public sealed class LibraryTests : IDisposable
{
    private const string Me = "\"$(id -un):$(id -gn)\"";

    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    [ToolFact("bash", "flock", "timeout")]
    public async Task Installing_a_file_twice_changes_it_once()
    {
        var bundle = new Bundle(
            [],
            [new("a.conf", "x\n")],
            $"install_file files/a.conf \"$ROOT/a.conf\" 0640 {Me}\necho \"<$CHANGED>\"\nunchanged\n"
        );

        Assert.Equal($"changed: {_host["a.conf"]}\n", await RunAsync(bundle));
        Assert.Contains("<yes>", _host.Log("trial"), StringComparison.Ordinal);
        Assert.Equal("unchanged\n", await RunAsync(bundle));
        Assert.Contains("<>", _host.Log("trial"), StringComparison.Ordinal);
        Assert.Equal("x\n", File.ReadAllText(_host["a.conf"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_file_with_another_mode_is_put_right()
    {
        var bundle = new Bundle([], [new("a", "x\n")], $"install_file files/a \"$ROOT/a\" 0640 {Me}\nunchanged\n");
        await RunAsync(bundle);
        File.SetUnixFileMode(_host["a"], UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.StartsWith("changed", await RunAsync(bundle), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(_host["a"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_link_is_changed_in_place_and_nothing_else_is_taken_for_one()
    {
        var script = HostFolder.Script("link \"$ROOT/$(cat \"$ROOT/target\")\" \"$ROOT/current\"\nunchanged\n");
        await _host.ReadyAsync();
        File.WriteAllText(_host["target"], "one");
        Assert.StartsWith("changed", await RunAsync(script), StringComparison.Ordinal);
        File.WriteAllText(_host["target"], "two");
        Assert.StartsWith("changed", await RunAsync(script), StringComparison.Ordinal);
        Assert.Equal("unchanged\n", await RunAsync(script));
        Assert.Equal(_host["two"], new FileInfo(_host["current"]).LinkTarget);

        File.Delete(_host["current"]);
        Directory.CreateDirectory(_host["current"]);
        Assert.Contains("move it away first", (await _host.RunAsync(script)).Error, StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Secrets_take_the_place_of_their_markers_and_nothing_else()
    {
        await _host.ReadyAsync();
        // A value that contains a marker, or characters special to awk or sed, is inserted unchanged.
        File.WriteAllText(_host["etc/nodebb-infra/secrets/one"], "a&b\\1/$(id)@secret:two@\n");
        File.WriteAllText(_host["etc/nodebb-infra/secrets/two"], "2\n");
        var bundle = new Bundle(
            [],
            [new("f", "x @secret:one@ y @secret:two@@secret:two@\n@secret:Not@ @secret\n")],
            "fill_secrets files/f\ncp files/f \"$ROOT/f\"\nstat -c %a files/f >\"$ROOT/mode\"\n"
        );

        await RunAsync(bundle);

        Assert.Equal("x a&b\\1/$(id)@secret:two@ y 22\n@secret:Not@ @secret\n", File.ReadAllText(_host["f"]));
        Assert.Equal("600\n", File.ReadAllText(_host["mode"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_marker_without_its_secret_fails_the_step()
    {
        await _host.ReadyAsync();

        var result = await _host.RunAsync(new Bundle([], [new("f", "@secret:missing@\n")], "fill_secrets files/f\ntouch \"$ROOT/on\"\n"));

        Assert.Contains("there is no secret missing", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_host["on"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Waiting_says_for_what_it_waited()
    {
        await _host.ReadyAsync();

        Assert.Equal("done\n", (await _host.RunAsync(HostFolder.Script("wait_until 20 'never' test -e files\necho done >&3\n"))).Output);
        Assert.Contains(
            "gave up waiting: the moon is not full",
            (await _host.RunAsync(HostFolder.Script("wait_until 1 'the moon is not full' false\n"))).Error,
            StringComparison.Ordinal
        );
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Secrets_are_kept_in_files_of_their_own()
    {
        await _host.ReadyAsync();
        // On a host root owns them; here the test's user does.
        var script = HostScript.Load("Origin/Secrets/secrets.sh").Replace("root:root", Me, StringComparison.Ordinal);
        var bundle = new Bundle([], [new("redis-password", "p1"), new("admin-password", "p2")], script);

        Assert.Equal(2, (await RunAsync(bundle)).Split("changed: ").Length - 1);
        Assert.Equal("unchanged\n", await RunAsync(bundle));
        Assert.Equal("p1\n", File.ReadAllText(_host["etc/nodebb-infra/secrets/redis-password"]));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(_host["etc/nodebb-infra/secrets/admin-password"])
        );
    }

    private async Task<string> RunAsync(Bundle bundle)
    {
        if (!File.Exists(_host["usr/local/lib/nodebb-infra/run"]))
            await _host.ReadyAsync();
        var result = await _host.RunAsync(bundle);
        Assert.True(result.ExitCode == 0, result.All);
        return result.Output;
    }
}
