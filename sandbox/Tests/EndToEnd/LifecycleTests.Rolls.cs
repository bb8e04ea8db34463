using System.Text.Json;
using NodeBBInfra.Tests.LocalOrigins;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>Workers that restart while the forum is used: a short form of <c>make roll-bench</c>.</summary>
public sealed partial class LifecycleTests
{
    [HostFact, Order(5)]
    public async Task Nobody_notices_that_the_workers_are_restarted_one_after_another()
    {
        var before = await OnHostAsync("systemctl show -P MainPID nodebb@4567 nodebb@4568 nodebb@4569");
        await OnHostAsync("rm -rf /run/nodebb-infra"); // As after a reboot.

        var seen = await UsedAsync(() => OnHostAsync("nodebb-roll"));

        AssertNothingFailed(seen);
        Assert.True(seen.GetProperty("reconnects").GetInt32() > 0, "The clients were on the workers that restarted.");
        Assert.NotEqual(before, await OnHostAsync("systemctl show -P MainPID nodebb@4567 nodebb@4568 nodebb@4569"));
        Assert.Matches("root: .* restarted 4567 4568 4569$", await OnHostAsync("nodebb-roll --history | tail -n 1"));
        Assert.Equal("inactive", await OnHostAsync("systemctl is-active nodebb@spare || true"));
    }

    /// <summary>NodeBB's control panel asks its parent process by a message.</summary>
    [HostFact, Order(5)]
    public async Task The_control_panels_restart_restarts_the_workers_one_after_another()
    {
        var seen = await UsedAsync(async () =>
        {
            await OnHostAsync(
                """
                cd /opt/nodebb/current
                setpriv --reuid=nodebb --regid=nodebb --clear-groups env port=1 NODEBB_INFRA_WORKERS=/var/lib/nodebb/workers /opt/node/current/bin/node \
                  --import /usr/local/lib/nodebb-infra/worker/restart.mjs --eval 'process.send({ action: "restart" })'
                """
            );
            await Eventually.HoldsAsync(
                async () =>
                    (await OnHostAsync("nodebb-roll --history | tail -n 1")).Contains("the control panel: ", StringComparison.Ordinal),
                TimeSpan.FromMinutes(2),
                "the restart is in the history"
            );
        });

        AssertNothingFailed(seen);
        Assert.Equal("", await OnHostAsync("ls /var/lib/nodebb/workers | grep restart || true"));
    }

    /// <summary>Whatever a spare worker does with a release, the others go on.</summary>
    [HostFact, Order(5)]
    public async Task A_release_that_does_not_start_never_meets_a_visitor()
    {
        var workers = await OnHostAsync("systemctl show -P MainPID nodebb@4567 nodebb@4568 nodebb@4569");

        var seen = await UsedAsync(async () =>
        {
            await OnHostAsync("cd /opt/nodebb/current/ && mv app.js app.js.kept && echo 'throw new Error(\"no worker today\")' >app.js");
            Assert.Contains("no worker today", (await fixture.OnHostAsync("nodebb-roll")).Error, StringComparison.Ordinal);
            await OnHostAsync("cd /opt/nodebb/current/ && mv app.js.kept app.js");
        });

        AssertNothingFailed(seen);
        Assert.Equal(0, seen.GetProperty("reconnects").GetInt32());
        Assert.Equal(workers, await OnHostAsync("systemctl show -P MainPID nodebb@4567 nodebb@4568 nodebb@4569"));
        Assert.Contains(" failed: ", await OnHostAsync("nodebb-roll --history | tail -n 1"), StringComparison.Ordinal);
    }

    private static void AssertNothingFailed(JsonElement seen)
    {
        Assert.True(seen.GetProperty("failures").GetArrayLength() == 0, $"{seen}");
        Assert.True(seen.GetProperty("requests").GetInt32() > 100, $"{seen}");
    }

    /// <summary>Has visitors use the forum through the edge during some work, and returns what they saw (visitors.mjs).</summary>
    private async Task<JsonElement> UsedAsync(Func<Task> work)
    {
        var visitors = new
        {
            domain = WorldFixture.Domain,
            edge = fixture.World.GetProperty("edgeAddress").GetString(),
            rate = 20,
            websockets = 10,
            polling = 5,
        };
        await using var use = RunningProcess.Start(
            "node",
            [Repository.PathOf("sandbox", "Measure", "Roll", "visitors.mjs")],
            environment: new Dictionary<string, string?>
            {
                ["CLIENT"] = await LocalOrigin.ClientAsync(),
                ["VISITORS"] = JsonSerializer.Serialize(visitors),
            }
        );
        await Eventually.HoldsAsync(
            () => use.HasExited || use.Error.Contains("ready", StringComparison.Ordinal),
            TimeSpan.FromMinutes(2),
            "the visitors are connected"
        );
        // Long enough to see something, however short the work.
        await Task.WhenAll(work(), Task.Delay(TimeSpan.FromSeconds(10)));
        Signals.Send(use.Id, Signals.Terminate);
        var ended = await use.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(ended.ExitCode == 0, ended.All);
        return JsonDocument.Parse(ended.Output).RootElement;
    }
}
