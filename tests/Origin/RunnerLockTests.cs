namespace NodeBBInfra.Tests.Origin;

/// <summary>run.sh: what a run says that waited in vain for another one.</summary>
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
}
