using CsCheck;
using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>drift.sh: what the steps deployed, and what differs from it.</summary>
public sealed class DriftTests : IDisposable
{
    private const string Me = "\"$(id -un):$(id -gn)\"";

    // Two files, one of which only root may read, a link and a state.
    private static readonly Bundle Step = new(
        [],
        [new("open.conf", "one\ntwo\n"), new("closed.conf", "password hunter2\n")],
        $"""
        mkdir -p "$ROOT/etc/x"
        install_file files/open.conf "$ROOT/etc/x/open.conf" 0644 {Me}
        install_file files/closed.conf "$ROOT/etc/x/closed.conf" 0640 {Me}
        link "$ROOT/etc/x" "$ROOT/etc/current"
        echo running >"$ROOT/etc/state"
        keep_state 'unit x' cat "$ROOT/etc/state"
        """
    );

    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    [ToolFact("bash", "flock", "timeout")]
    public async Task Nothing_differs_after_a_deployment()
    {
        await DeployAsync();

        var (exitCode, shown) = await DriftAsync();

        // The step's two files and its link, and the runner's five files.
        Assert.Equal((0, "8 paths and 1 states are as they were deployed.\n"), (exitCode, shown));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_host_without_a_record_says_so()
    {
        await _host.ReadyAsync();
        Directory.Delete(_host["var/lib/nodebb-infra/deployed"], recursive: true);

        Assert.Equal((2, "Nothing is recorded on this host. The next deployment does it.\n"), await DriftAsync());
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_changed_text_is_shown_line_by_line()
    {
        await DeployAsync();
        File.WriteAllText(_host["etc/x/open.conf"], "one\nzwei\n");

        var (exitCode, shown) = await DriftAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal("/etc/x/open.conf was changed (step trial)\n  -two\n  +zwei\n", shown);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task The_lines_of_a_file_that_not_everybody_may_read_are_not_shown_or_copied()
    {
        await DeployAsync();
        File.WriteAllText(_host["etc/x/closed.conf"], "password letmein\n");

        var (_, shown) = await DriftAsync();

        Assert.Contains("closed.conf was changed", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("letmein", shown, StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(_host["var/lib/nodebb-infra/deployed"], "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("hunter2", File.ReadAllText(file), StringComparison.Ordinal)
        );
    }

    /// <summary>Any set of changes by hand: each is named, nothing else is, and the step undoes all of them.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task Every_change_by_hand_is_named_and_undone_by_the_step()
    {
        var changes = new Dictionary<string, Action>
        {
            ["etc/x/open.conf was changed"] = () => File.AppendAllText(_host["etc/x/open.conf"], "three\n"),
            ["etc/x/open.conf has mode 0600"] = () =>
                File.SetUnixFileMode(_host["etc/x/open.conf"], UnixFileMode.UserRead | UnixFileMode.UserWrite),
            ["etc/x/closed.conf is gone"] = () => File.Delete(_host["etc/x/closed.conf"]),
            ["etc/current leads to /nowhere"] = () =>
            {
                File.Delete(_host["etc/current"]);
                File.CreateSymbolicLink(_host["etc/current"], "/nowhere");
            },
            ["unit x: not as step trial left it"] = () => File.WriteAllText(_host["etc/state"], "stopped\n"),
        };
        await DeployAsync();
        await Gen.Shuffle(changes.Keys.ToArray())
            .SelectMany(keys => Gen.Int[0, keys.Length].Select(count => keys[..count]))
            .SampleAsync(
                async made =>
                {
                    foreach (var name in made)
                        changes[name]();

                    var (exitCode, shown) = await DriftAsync();

                    Assert.Equal(made.Length > 0 ? 1 : 0, exitCode);
                    Assert.All(changes.Keys, name => Assert.Equal(made.Contains(name), shown.Contains(name, StringComparison.Ordinal)));
                    await DeployAsync();
                    Assert.Equal(0, (await DriftAsync()).ExitCode);
                },
                iter: 12,
                threads: 1
            );
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_path_belongs_to_the_step_that_wrote_it_last()
    {
        await DeployAsync();
        var other = new Bundle([], [new("f", "other\n")], $"install_file files/f \"$ROOT/etc/x/open.conf\" 0644 {Me}");
        Assert.Equal(0, (await _host.RunAsync(other, "other")).ExitCode);

        Assert.Equal(0, (await DriftAsync()).ExitCode);

        File.Delete(_host["etc/x/open.conf"]);
        Assert.Equal("/etc/x/open.conf is gone (step other)\n", (await DriftAsync()).Shown);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_step_that_fails_keeps_the_record_of_its_last_success()
    {
        await DeployAsync();
        var failing = new Bundle([], [new("f", "new\n")], $"install_file files/f \"$ROOT/etc/x/open.conf\" 0644 {Me}\nexit 3");
        Assert.Equal(3, (await _host.RunAsync(failing)).ExitCode);

        Assert.Contains("open.conf was changed (step trial)", (await DriftAsync()).Shown, StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Steps_that_are_no_longer_part_of_the_stack_are_forgotten_and_those_without_a_record_named()
    {
        await DeployAsync();
        File.Delete(_host["etc/x/open.conf"]);

        await DriftAsync("only", "ready", "another");

        Assert.Equal((0, "5 paths and 0 states are as they were deployed; nothing is recorded of another.\n"), await DriftAsync());
    }

    private async Task DeployAsync()
    {
        if (!Directory.Exists(_host["usr"]))
            await _host.ReadyAsync();
        var result = await _host.RunAsync(Step);
        Assert.True(result.ExitCode == 0, result.All);
    }

    private async Task<(int ExitCode, string Shown)> DriftAsync(params string[] arguments)
    {
        var ended = await _host.ProgramAsync("drift", arguments);
        Assert.True(ended.Error.Length == 0, ended.All);
        return (ended.ExitCode, ended.Output);
    }
}
