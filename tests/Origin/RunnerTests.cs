using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

public sealed class RunnerTests : IDisposable
{
    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    /// <summary>Values that are special to a shell, awk or the bundle format.</summary>
    private static readonly string[] Hostile =
    [
        "",
        " ",
        "  two  spaces  ",
        "$(touch pwned)",
        "`touch pwned`",
        "'; touch pwned; '",
        "\"; touch pwned; \"",
        "a\\nb\\",
        "*",
        "~root",
        "@script\ntouch pwned",
        "@end\n@file x",
        "| @param X",
        "|",
        "\n\nlines\n\n  and lines",
        "%s%n %d",
        "-n",
        "äöü € 🎉",
        "tab\there",
        "&& touch pwned",
        "${HOME} $PATH",
        new string('x', 100_000),
    ];

    /// <summary>All in one bundle, so a value that was taken for structure would also harm the others.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task Any_value_arrives_as_it_was()
    {
        await _host.ReadyAsync();
        var numbers = Enumerable.Range(0, Hostile.Length).ToArray();
        var bundle = new Bundle(
            [.. numbers.Select(i => KeyValuePair.Create($"VALUE{i}", Hostile[i]))],
            [.. numbers.Select(i => KeyValuePair.Create($"given{i}", Hostile[i]))],
            string.Concat(numbers.Select(i => $"printf '%s' \"$VALUE{i}\" >\"$ROOT/param{i}\"\ncp files/given{i} \"$ROOT/file{i}\"\n"))
                + "ls >\"$ROOT/list\"\n"
        );

        var result = await _host.RunAsync(bundle);

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(Hostile.Select(value => value.TrimEnd('\n')), numbers.Select(i => File.ReadAllText(_host[$"param{i}"])));
        Assert.Equal(
            Hostile.Select(value => value.EndsWith('\n') ? value : value + "\n"),
            numbers.Select(i => File.ReadAllText(_host[$"file{i}"]))
        );
        Assert.DoesNotContain("pwned", File.ReadAllText(_host["list"]), StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_bundle_that_was_cut_anywhere_runs_nothing()
    {
        await _host.ReadyAsync();
        var whole = new Bundle([new("A", "b")], [new("f", "x")], "touch \"$ROOT/ran\"\ntouch \"$ROOT/ran-on\"\n").Render();

        for (var length = 0; length < whole.Length - 1; length += 7)
        {
            var result = await _host.RunAsync(whole[..length]);
            Assert.NotEqual(0, result.ExitCode);
            Assert.False(File.Exists(_host["ran"]), whole[..length]);
        }
        Assert.Equal(0, (await _host.RunAsync(whole)).ExitCode);
        Assert.True(File.Exists(_host["ran-on"]));
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("| data before any heading\n@end\n", "line 1 of the bundle belongs to nothing")]
    [InlineData("@param A\nno prefix\n@end\n", "line 2 of the bundle is neither data nor a heading")]
    [InlineData("@file ../../x\n| y\n@end\n", "line 1 of the bundle belongs to nothing")]
    [InlineData("@param A\n| b\n@end\n", "has no script")]
    [InlineData("@script\n| true\n@end\n@end\n", "line 4 of the bundle comes after its end")]
    public async Task What_is_no_bundle_is_refused(string input, string message)
    {
        await _host.ReadyAsync();

        var result = await _host.RunAsync(input);

        Assert.Equal(65, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_failing_step_shows_the_end_of_its_log_without_secrets()
    {
        await _host.ReadyAsync();
        File.WriteAllText(_host["etc/nodebb-infra/secrets/redis-password"], "hunter22hunter22\n");

        var result = await _host.RunAsync(
            HostFolder.Script("for i in {1..100}; do echo \"line $i\"; done\necho password hunter22hunter22 is wrong >&2\nexit 7\n")
        );

        Assert.Equal(7, result.ExitCode);
        Assert.StartsWith("host: step trial failed (exit 7):", result.Error, StringComparison.Ordinal);
        Assert.Contains("password [secret] is wrong", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", result.All, StringComparison.Ordinal);
        Assert.Contains("line 72", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("line 71\n", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [ToolFact("bash", "flock", "timeout", "perl")]
    public async Task What_a_script_gives_up_for_is_the_first_thing_that_is_said_and_is_said_once()
    {
        await _host.ReadyAsync();
        File.WriteAllText(_host["etc/nodebb-infra/secrets/redis-password"], "hunter22hunter22\n");

        var result = await _host.RunAsync(
            HostFolder.Script("for i in {1..100}; do echo \"line $i\"; done\nfail 'hunter22hunter22 is no port.'\n")
        );

        Assert.StartsWith("host: step trial failed (exit 1): [secret] is no port.\nline 72\n", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("line 100\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("hunter22hunter22 is no port.\n", _host.Log("trial"), StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_change_is_logged_once_wherever_the_results_go()
    {
        await _host.ReadyAsync();

        var result = await _host.RunAsync(HostFolder.Script("changed one\nchanged two 3>&1\n"));

        Assert.Equal("changed: one\n", result.Output);
        Assert.EndsWith("\nchanged: one\nchanged: two\n", _host.Log("trial"), StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout", "perl")]
    public async Task What_a_step_says_and_its_results_hold_no_part_of_a_secret_and_nothing_for_a_terminal()
    {
        await _host.ReadyAsync();
        File.WriteAllText(_host["etc/nodebb-infra/secrets/one"], "hunter22hunter22hunter22\n");
        const string Says = "printf '%0595d hunter22hunter22hunter22 \\033]0;title\\007\\033[31mred\\302\\2331m\\342\\200\\256\\n' 0";

        var failed = await _host.RunAsync(HostFolder.Script($"{Says}\nexit 3\n"));
        Assert.Matches("\\n0{595} \\[sec\\n$", failed.Error);

        var done = await _host.RunAsync(HostFolder.Script($"{Says} >&3\nprintf 'a line\\n%.0s' {{1..100000}} >&3\n"));
        Assert.Matches("^0+ \\[secret\\] red\\na line\\n", done.Output);
        Assert.Equal(200, done.Output.Split('\n').Length - 1);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Nothing_of_the_sessions_environment_reaches_a_step_and_no_user_configures_its_programs()
    {
        await _host.ReadyAsync();
        File.WriteAllText(_host["evil"], "touch \"$NODEBB_INFRA_ROOT/pwned\"\n");
        var session = new Dictionary<string, string?>
        {
            ["BASH_ENV"] = _host["evil"],
            ["ENV"] = _host["evil"],
            ["HOME"] = _host["home"],
            ["SESSION"] = "s",
            ["NODE_OPTIONS"] = "--require=x",
            ["BASH_FUNC_cat%%"] = "() { touch pwned; }",
            ["a-b"] = "c",
            ["NODEBB_INFRA_CLEAN"] = "1",
            ["PERL5OPT"] = "-Mnothing",
            ["GIT_CONFIG_COUNT"] = "1",
        };

        var result = await _host.RunAsync(HostFolder.Script("env >&3\nls -d \"$HOME\" >&3\n"), environment: session);

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(
            [
                "ATTEMPT",
                "BASH_ENV",
                "CURL_HOME",
                "GIT_CONFIG_GLOBAL",
                "GIT_CONFIG_NOSYSTEM",
                "HOME",
                "LC_ALL",
                "NEW",
                "NODEBB_INFRA_HOST_LOCK",
                "NODEBB_INFRA_LOCK",
                "NODEBB_INFRA_ROOT",
                "OLDPWD",
                "PATH",
                "PWD",
                "SHLVL",
                "STEP",
                "_",
                "npm_config_globalconfig",
                "npm_config_userconfig",
            ],
            result
                .Output.Split('\n')
                .Where(line => line.Contains('=', StringComparison.Ordinal))
                .Select(line => line.Split('=')[0])
                .Append("BASH_ENV")
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        Assert.Contains($"HOME={_host["run/nodebb-infra/trial/home"]}\n", result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_host["pwned"]));
    }

    [ToolFact("bash", "flock", "timeout", "root")]
    public async Task Nobody_else_can_hold_a_step_up()
    {
        await _host.ReadyAsync();
        await _host.RunAsync(HostFolder.Script("true\n"));
        var locks = _host["run/nodebb-infra/.locks"];

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(locks));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(locks)!)
        );
        File.SetUnixFileMode(
            _host["run"],
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute
        );
        Assert.Contains("Not only root can write to", (await _host.RunAsync(HostFolder.Script("true\n"))).Error, StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_step_ends_when_its_time_is_over()
    {
        await _host.ReadyAsync();

        var result = await _host.RunAsync(HostFolder.Script("echo begun\nsleep infinity\n"), seconds: 1);

        Assert.Equal(124, result.ExitCode);
        Assert.Contains("did not finish within 1 s", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("\nbegun\n", _host.Log("trial"), StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task The_first_failing_command_ends_a_script_also_inside_a_pipe()
    {
        await _host.ReadyAsync();

        Assert.NotEqual(0, (await _host.RunAsync(HostFolder.Script("false | true\necho on >\"$ROOT/on\"\n"))).ExitCode);
        Assert.NotEqual(0, (await _host.RunAsync(HostFolder.Script("echo \"$UNSET\"\necho on >\"$ROOT/on\"\n"))).ExitCode);
        Assert.False(File.Exists(_host["on"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task What_cannot_be_deleted_ends_a_destroy_and_leaves_what_comes_after_it()
    {
        await _host.ReadyAsync();
        Directory.CreateDirectory(_host["first.gone"]);
        File.WriteAllText(_host["second"], "");
        var script = HostFolder.Script("printf '%s\\n' \"$ROOT/first\" /proc/version \"$ROOT/second\" >farewell\nchanged it\n");

        var result = await _host.RunAsync(script, "destroy-erase");

        Assert.NotEqual(0, result.ExitCode);
        Assert.StartsWith(
            "host: step destroy-erase cannot delete /proc/version, and nothing after it: ",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Equal("", result.Output);
        Assert.True(File.Exists(_host["second"]));
        // The half of a folder that a kill has left.
        Assert.False(Directory.Exists(_host["first.gone"]));
    }

    [ToolFact("bash", "awk")]
    public async Task A_cut_runner_never_replaces_the_installed_one()
    {
        Assert.Equal("ready\n", (await _host.RunReadyAsync()).Output);
        var installed = File.ReadAllText(_host["usr/local/lib/nodebb-infra/run"]);

        foreach (var length in new[] { 0, 10, 500, 3000 })
            Assert.NotEqual(0, (await _host.RunReadyAsync(cutAfter: length)).ExitCode);
        Assert.Equal(installed, File.ReadAllText(_host["usr/local/lib/nodebb-infra/run"]));
        Assert.Equal(
            HostScript.Runner.Split('\n').Count(line => line.StartsWith("@file ", StringComparison.Ordinal)),
            Directory.EnumerateFileSystemEntries(_host["usr/local/lib/nodebb-infra"]).Count()
        );
        Assert.Equal([_host["run"]], Directory.EnumerateDirectories(_host["run"]).Prepend(_host["run"]));
    }
}
