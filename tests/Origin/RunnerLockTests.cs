using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>run.sh: runs that wait for another one, and what those say that waited in vain.</summary>
public sealed class RunnerLockTests : IDisposable
{
    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_run_that_waits_in_vain_says_who_holds_the_lock()
    {
        await _host.ReadyAsync();
        var session = new Dictionary<string, string?> { ["SUDO_USER"] = "ada", ["SSH_CONNECTION"] = "198.51.100.7 5000 203.0.113.10 22" };
        var holder = _host.RunAsync(
            HostFolder.Script("echo in >\"$ROOT/in\"\nwhile [[ ! -e $ROOT/end ]]; do sleep 0.1; done\n"),
            environment: session
        );
        await Eventually.HoldsAsync(() => File.Exists(_host["in"]), TimeSpan.FromSeconds(30), "the first run has begun");

        var second = await _host.RunAsync(HostFolder.Script("true\n"), seconds: 1);

        Assert.Equal(75, second.ExitCode);
        Assert.Matches(
            "host: step trial is still running after 1 s for another deployment: pid [0-9]+, started 20.* by ada from 198.51.100.7\n",
            second.Error
        );
        File.WriteAllText(_host["end"], "");
        Assert.Equal(0, (await holder).ExitCode);
    }

    /// <summary>Other steps that have ended have left their files.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task A_destroy_that_waits_names_the_step_that_runs_and_no_other()
    {
        await _host.ReadyAsync();
        DataStep.Write(_host, "run/nodebb-infra/.locks/verify", "pid 1, started yesterday by alice\n");
        var holder = _host.RunAsync(HostFolder.Script("echo in >\"$ROOT/in\"\nwhile [[ ! -e $ROOT/end ]]; do sleep 0.1; done\n"));
        await Eventually.HoldsAsync(() => File.Exists(_host["in"]), TimeSpan.FromSeconds(30), "the step has begun");

        var destroy = await _host.RunAsync(HostFolder.Script("true\n"), "destroy-stop", seconds: 1);

        Assert.Equal(75, destroy.ExitCode);
        Assert.Matches("waited 1 s for other steps or a destroy on this host: trial: pid [0-9]+, started 20[^;]*\n", destroy.Error);
        File.WriteAllText(_host["end"], "");
        Assert.Equal(0, (await holder).ExitCode);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Two_runs_of_one_step_do_not_overlap_and_leave_nothing_behind()
    {
        await _host.ReadyAsync();
        var slow = HostFolder.Script("echo in >>\"$ROOT/trace\"\nsleep 1\necho out >>\"$ROOT/trace\"\n");

        await Task.WhenAll(_host.RunAsync(slow), _host.RunAsync(slow));

        Assert.Equal(["in", "out", "in", "out"], File.ReadAllLines(_host["trace"]));
        Assert.Equal([_host["run/nodebb-infra/.locks"]], Directory.EnumerateFileSystemEntries(_host["run/nodebb-infra"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task What_waits_for_a_destroy_finds_a_cleared_host_or_another_runner()
    {
        await _host.ReadyAsync();
        var destroy = HostFolder.Script(
            "touch \"$ROOT/in\"\nwhile [[ ! -e $ROOT/end ]]; do sleep 0.1; done\nprintf '%s\\n' \"$ROOT\"/{run/nodebb-infra,usr/local/lib/nodebb-infra} >farewell\n"
        );
        var step = HostFolder.Script("echo ran >&3\n");

        var first = await BehindAsync(destroy, step, destroy);

        Assert.Equal(0, first[0].ExitCode);
        Assert.Equal(75, first[1].ExitCode);
        Assert.Contains("host: step trial did not run: a destroy has just cleared this host\n", first[1].Error, StringComparison.Ordinal);
        Assert.True(first[2].ExitCode == 0, first[2].All);

        // Killed at its end: the lock is gone, and the runner is not.
        await _host.ReadyAsync();
        var killed = HostFolder.Script(
            "touch \"$ROOT/in\"\nwhile [[ ! -e $ROOT/end ]]; do sleep 0.1; done\nrm -rf \"$ROOT/run/nodebb-infra\"\nkill -9 $PPID\n"
        );
        Assert.Equal("ran\n", (await BehindAsync(killed, step, step))[1].Output);
    }

    // A destroy, and two others that wait until it has ended: a step and another destroy.
    private async Task<Finished[]> BehindAsync(Bundle destroy, Bundle step, Bundle last)
    {
        File.Delete(_host["in"]);
        File.Delete(_host["end"]);
        var first = _host.RunAsync(destroy, "destroy-stop");
        await Eventually.HoldsAsync(() => File.Exists(_host["in"]), TimeSpan.FromSeconds(30), "the destroy has begun");
        Task<Finished>[] all = [first, _host.RunAsync(step), _host.RunAsync(last, "destroy-erase")];
        var inode = await RunningProcess.RunAsync("stat", ["-c", "%i", _host["run/nodebb-infra/.locks/.host"]], TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(
            () =>
                File.ReadLines("/proc/locks")
                    .Count(line =>
                        line.Contains("->", StringComparison.Ordinal) && line.Contains($":{inode.Output.Trim()} ", StringComparison.Ordinal)
                    ) == 2,
            TimeSpan.FromSeconds(30),
            "both wait for the lock"
        );
        File.WriteAllText(_host["end"], "");
        return await Task.WhenAll(all);
    }
}
