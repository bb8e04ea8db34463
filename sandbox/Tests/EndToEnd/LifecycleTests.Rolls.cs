using System.Text.Json;
using NodeBBInfra.Sandbox.Measure.Machine;

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
            var roll = await fixture.OnHostAsync("nodebb-roll");
            await OnHostAsync("cd /opt/nodebb/current/ && mv app.js.kept app.js");
            Assert.Contains("no worker today", roll.Error, StringComparison.Ordinal);
        });

        AssertNothingFailed(seen);
        Assert.Equal(0, seen.GetProperty("reconnects").GetInt32());
        Assert.Equal(workers, await OnHostAsync("systemctl show -P MainPID nodebb@4567 nodebb@4568 nodebb@4569"));
        Assert.Contains(" failed: ", await OnHostAsync("nodebb-roll --history | tail -n 1"), StringComparison.Ordinal);
    }

    /// <summary>And back, unless the database has become one that the release before does not know.</summary>
    [HostFact, Order(9)]
    public async Task Nobody_notices_an_upgrade_or_the_way_back_and_an_open_page_keeps_its_assets()
    {
        // With another affinity, nginx does not know a session's process, so sockets connect again several times.
        Sandbox.Configure(WorldFixture.Configuration("session"));
        Assert.Equal(0, (await Sandbox.RunAsync("up", WorldFixture.UpLimit)).ExitCode);
        var before = Path.GetFileName((await CurrentAsync()).Release);
        var commit = await CommitAsync(
            "upgrade",
            work => File.AppendAllTextAsync(Path.Combine(work, "src", "browser.js"), "// upgraded\n")
        );
        // Without the edge, which keeps what it has got.
        using var visitor = fixture.Stranger();
        var script = await ScriptAsync(visitor);
        var old = await visitor.TextAsync(script);

        AssertNothingFailed(await UsedAsync(() => UpgradeAsync(commit)));

        Assert.Equal(old, await visitor.TextAsync(script));
        Assert.NotEqual(script, await ScriptAsync(visitor));
        Assert.EndsWith("// upgraded\n", await visitor.TextAsync(await ScriptAsync(visitor)), StringComparison.Ordinal);
        Assert.Matches($"a deployment: {before} -> {commit[..12]}, [0-9]+ s: restarted 4567 4568 4569$", await LastRollAsync());

        AssertNothingFailed(await UsedAsync(() => OnHostAsync("nodebb-roll --back")));

        Assert.EndsWith(before, (await CurrentAsync()).Release, StringComparison.Ordinal);
        Assert.Equal(script, await ScriptAsync(visitor));
        Assert.Matches($"root: {commit[..12]} -> {before}, [0-9]+ s: restarted 4567 4568 4569$", await LastRollAsync());
        Assert.Contains("/opt/nodebb/current leads to ", (await Sandbox.RunAsync("drift")).Output, StringComparison.Ordinal);

        var changed = await CommitAsync(
            "changed",
            async work =>
            {
                var folder = Directory.CreateDirectory(Path.Combine(work, "src", "upgrades", "9.0.0"));
                await File.WriteAllTextAsync(
                    Path.Combine(folder.FullName, "new_keys.js"),
                    "exports.method = client => client.set('new', 'keys');\n"
                );
            }
        );
        AssertNothingFailed(await UsedAsync(() => UpgradeAsync(changed)));
        var refused = await fixture.OnHostAsync("nodebb-roll --back");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("in a way that", refused.Error, StringComparison.Ordinal);
        Assert.Contains("does not know (new_keys)", refused.Error, StringComparison.Ordinal);
        Assert.Equal("REDIS", await OnHostAsync($"head -c 5 /var/lib/nodebb-infra/database-before-{changed[..12]}.rdb"));
        Assert.EndsWith(changed[..12], (await CurrentAsync()).Release, StringComparison.Ordinal);
    }

    private async Task UpgradeAsync(string commit)
    {
        // What the sandbox deploys.
        var file = Path.Combine(Sandbox.World, "world.json");
        var world = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        world["forum"]!["commit"] = commit;
        world["forum"]!["isOffered"] = true;
        await File.WriteAllTextAsync(file, world.ToJsonString());
        var up = await Sandbox.RunAsync("up", WorldFixture.UpLimit);
        Assert.True(up.ExitCode == 0, up.All);
    }

    private Task<string> LastRollAsync() => OnHostAsync("nodebb-roll --history | tail -n 1");

    // The address of the script in the forum's page.
    private static async Task<string> ScriptAsync(ForumVisitor visitor) =>
        System.Text.RegularExpressions.Regex.Match(await visitor.TextAsync("/"), "/assets/nodebb\\.min\\.js\\?v=[a-z0-9]{11}").Value;

    private static void AssertNothingFailed(JsonElement seen)
    {
        Assert.True(seen.GetProperty("failures").GetArrayLength() == 0, $"{seen}");
        Assert.True(seen.GetProperty("requests").GetInt32() > 100, $"{seen}");
        // A message that is under way when its socket is closed arrives, but its acknowledgement does not.
        Assert.True(seen.GetProperty("lost").GetInt32() <= seen.GetProperty("reconnects").GetInt32(), $"{seen}");
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
                ["CLIENT"] = await CachedParts.SocketClientAsync(CancellationToken.None),
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
