using System.Globalization;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Tests.EndToEnd;
using Xunit.Abstractions;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>
/// Kills the forum's own deployments in a world and recovers as documented: then host and zone are as after an undisturbed deployment.
/// INTERRUPTED_KILLS is the number of kills at random moments; each moment is printed.
/// </summary>
[TestCaseOrderer("NodeBBInfra.Tests.EndToEnd.InOrder", "NodeBBInfra.Sandbox.Tests")]
public sealed class InterruptedForumTests(ForumWorld world, ITestOutputHelper output) : IClassFixture<ForumWorld>
{
    private const string Page = "docs/interrupted.md";
    private const int Hangup = 1;
    private const string Secrets = "cd /etc/nodebb-infra/secrets && sha256sum admin-password nodebb-secret";

    private static readonly Dictionary<string, IReadOnlyList<string>> Undisturbed = [];

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("INTERRUPTED_KILLS") ?? "2", CultureInfo.InvariantCulture);

    [HostFact, Order(1)]
    public async Task The_first_deployment_follows_the_README()
    {
        await world.DoAsync(DocumentedCommands.Of("README.md", "For real"));
        Assert.Matches(@"\A\S{16,}\n\z", (await world.RunAsync("pulumi stack output adminPassword --show-secrets")).Output);
        await IsVerifiedAsync();
        Undisturbed["A"] = await ForumSnapshot.TakeAsync(world);
        world.Configure("visitor-ip", ports: 4);
        await world.DoAsync(["pulumi up"]);
        Undisturbed["B"] = await ForumSnapshot.TakeAsync(world);
        Assert.NotEqual(Undisturbed["A"], Undisturbed["B"]);
        await GoAsync("A");
        Assert.Equal(Undisturbed["A"], await ForumSnapshot.TakeAsync(world));
    }

    [HostFact, Order(2)]
    public async Task Killed_at_any_moment_and_put_back_or_not_the_next_one_leads_to_the_same_end()
    {
        for (var i = 0; i < Kills; i++)
        {
            var after = TimeSpan.FromMilliseconds(Random.Shared.Next(300, 15_000));
            var wanted = Random.Shared.Next(2) == 0 ? "A" : "B";
            Set("B");
            var killed = await world.KillAsync(Moment.After(after));
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{after.TotalMilliseconds:0} ms into B, killed {killed.WasKilled}, then {wanted}"
                )
            );

            await AfterAKillAsync(wanted);
            await GoAsync("A");
        }
    }

    [HostFact, Order(3)]
    public async Task A_step_that_failed_and_was_put_back_is_done_again_and_no_success_stands_over_a_failed_check()
    {
        await world.OnHostAsync("systemd-run --quiet --unit=occupied python3 -m http.server 4570 --bind 127.0.0.1 --directory /var/empty");
        try
        {
            Set("B");
            var failed = await world.RunAsync("pulumi up");
            Assert.True(failed.ExitCode != 0, failed.All);
        }
        finally
        {
            await world.OnHostAsync("systemctl stop occupied");
        }

        Set("A");
        await world.DoAsync(DocumentedCommands.Of(Page, "A step failed, or the verification did"));
        Assert.Equal(Undisturbed["A"], await ForumSnapshot.TakeAsync(world));
    }

    [HostFact, Order(4)]
    public async Task A_closed_terminal_is_dealt_with_as_the_page_says()
    {
        Set("B");
        var killed = await world.KillAsync(Moment.During("forum"), Hangup);
        Assert.True(killed.WasKilled, killed.Printed);
        Assert.Contains("locked by 1 lock", (await world.RunAsync("pulumi up")).All, StringComparison.Ordinal);

        Set("A");
        await world.DoAsync(DocumentedCommands.Of(Page, "The terminal was closed, or pulumi was killed"));

        Assert.Equal(Undisturbed["A"], await ForumSnapshot.TakeAsync(world));
        Assert.DoesNotContain("pending operations", (await world.RunAsync("pulumi up")).All, StringComparison.Ordinal);
    }

    [HostFact, Order(5)]
    public async Task What_Cloudflare_has_and_the_state_does_not_know_is_adopted()
    {
        // A kill between Cloudflare's response and Pulumi's write leaves none of these in the state, nor their dependents.
        const string Origin = "nodebb:origin:Origin$nodebb:origin:";
        string[] forgotten =
        [
            Origin + "Verification$command:remote:Command::verify",
            Origin + "Verification$random:index/randomId:RandomId::verify",
            Origin + "Certificate$command:remote:Command::certificate",
            "nodebb:edge:Edge$cloudflare:index/dnsRecord:DnsRecord::www",
            "nodebb:edge:Edge$cloudflare:index/ruleset:Ruleset::waf",
        ];
        foreach (var name in forgotten)
            await world.DoAsync([$"pulumi state delete 'urn:pulumi:prod::nodebb::{name}'"]);
        Assert.Matches("81058|20217", (await world.RunAsync("pulumi up")).All);

        var printed = await world.DoAsync(DocumentedCommands.Of(Page, "Cloudflare has something that the state does not know"));

        Assert.Contains("Adopted waf, www.", printed, StringComparison.Ordinal);
        Assert.Equal(Undisturbed["A"], await ForumSnapshot.TakeAsync(world));
    }

    [HostFact, Order(6)]
    public async Task A_lost_state_is_made_again_over_host_and_zone()
    {
        const string Password = "cat /etc/nodebb-infra/secrets/admin-password";
        var password = await world.OnHostAsync(Password);
        File.Delete(world.StateFile);

        var printed = await world.DoAsync(DocumentedCommands.Of(Page, "The state was lost, but the host and the zone exist"));

        var adopted = printed
            .Split('\n')
            .Single(line => line.StartsWith("Adopted ", StringComparison.Ordinal))["Adopted ".Length..]
            .Split('.')[0]
            .Split(", ");
        Assert.Equal(["apex", "apex-ipv6", "cache", "waf", "www", "www-ipv6"], adopted.Order(StringComparer.Ordinal));
        Assert.Equal(password, await world.OnHostAsync(Password));
        await IsVerifiedAsync();
    }

    [HostFact, Order(7)]
    public async Task The_other_commands_of_the_documents_work_too()
    {
        await world.DoAsync(DocumentedCommands.Of("docs/operate.md", "What was changed by hand"));
        await IsVerifiedAsync();
        await world.DoAsync(["pulumi preview --refresh", "pulumi config"]);
        Assert.Contains("verification", await world.DoAsync(["pulumi stack output"]), StringComparison.Ordinal);
        // The state was lost, and the forum was not.
        Assert.Contains(
            "sudo cat /etc/nodebb-infra/secrets/admin-password",
            await world.DoAsync(["pulumi stack output adminPassword --show-secrets"]),
            StringComparison.Ordinal
        );
    }

    [HostFact, Order(8)]
    public async Task A_destroy_that_was_killed_on_the_host_or_lost_it_is_done_again_as_the_page_says()
    {
        const string Destroy = "pulumi destroy --refresh --yes";
        Assert.Contains(Destroy, DocumentedCommands.Of(Page, "A destroy that fails"));
        var secrets = await world.OnHostAsync(Secrets);
        // Kills the step's programs when it has begun to delete files.
        await world.OnHostAsync(
            """
            cat >/root/kill-destroy <<'end'
            work=/run/nodebb-infra/destroy-stop
            until [ -d $work ] && [ ! -e /etc/systemd/system/nodebb@.service ]; do sleep 0.02; done
            for process in /proc/[0-9]*; do
              if [ "$(readlink $process/cwd)" = $work ]; then kill -9 ${process#/proc/}; fi
            done
            end
            systemd-run --quiet --unit=kill-destroy sh /root/kill-destroy
            """
        );
        var failed = await world.RunAsync(Destroy);
        Assert.True(failed.ExitCode != 0, failed.All);
        Assert.Equal("there\n", await world.OnHostAsync("rm /root/kill-destroy; test -e /var/lib/nodebb-infra/data-attempt && echo there"));

        // Here Pulumi is killed while the step waits on the host, which then does it.
        await world.OnHostAsync("systemd-run --quiet --unit=hold-destroy flock /run/nodebb-infra/.locks/.host sleep infinity");
        var killed = await world.KillAsync(
            Moment.When(
                "the step waits",
                () => world.OnHostAsync("pgrep -f '^flock -x -w' || true").GetAwaiter().GetResult().Length > 0,
                // The rest of its input is on its way.
                TimeSpan.FromSeconds(2)
            ),
            command: Destroy
        );
        Assert.True(killed.WasKilled, killed.Printed);
        await world.OnHostAsync("systemctl stop hold-destroy");
        await world.OnHostAsync("while [ -e /usr/local/lib/nodebb-infra/run ]; do sleep 0.2; done");
        await world.DoAsync(["pulumi cancel --yes"]);
        Assert.Contains("nodebb-infra/run: No such file or directory", (await world.RunAsync("pulumi up")).All, StringComparison.Ordinal);

        await world.DoAsync([Destroy, "pulumi up"]);

        Assert.Equal(secrets, await world.OnHostAsync(Secrets));
        await IsVerifiedAsync();
    }

    [HostFact, Order(9)]
    public async Task A_destroy_whose_host_is_gone_is_finished_as_the_page_says()
    {
        var lines = DocumentedCommands.Of(Page, "A destroy that fails");
        world.Configure("session", ports: 3, "nodebb:onDestroy: erase", "nodebb:deleteData: true");
        await world.DoAsync(["pulumi up", "pulumi up --replace '**::data'"]);
        await IsVerifiedAsync();
        Assert.Equal("0\n", await world.OnHostAsync("grep -c 'deleted the forum' /var/log/nodebb-infra/destroy-erase.log || true"));
        await world.OnHostAsync("systemctl stop ssh.socket ssh.service");
        var started = DateTime.UtcNow;
        var failed = await world.RunAsync(lines[0]);
        Assert.True(failed.ExitCode != 0, failed.All);
        Assert.Contains("after 3 failed attempts: dial tcp", failed.All, StringComparison.Ordinal);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"failed after {(DateTime.UtcNow - started).TotalSeconds:0} s"));

        await world.DoAsync(lines.Skip(1));

        Assert.Empty((await world.ZoneAsync("/dns_records")).EnumerateArray());
        Assert.Empty((await world.ZoneAsync("/rulesets")).EnumerateArray());
        await world.DoAsync(["pulumi destroy --refresh"]);
    }

    /// <summary>The last test, because it overwrites credentials and removes the stack.</summary>
    [HostFact, Order(10)]
    public async Task No_command_of_the_documents_is_left_that_no_test_has_run()
    {
        await world.RunAsync("ssh-keygen -q -t ed25519 -N '' -f key");
        await world.DoAsync(DocumentedCommands.Of("docs/operate.md", "A private repository"));
        await world.DoAsync(["pulumi config set --secret cloudflare:apiToken", "pulumi config set --secret nodebb:sshPrivateKey < key"]);
        var settings = File.ReadAllText(world.StackFile);
        await world.DoAsync(["pulumi stack rm prod --preserve-config"]);
        Assert.False(File.Exists(world.StateFile));
        Assert.Equal(settings, File.ReadAllText(world.StackFile));

        // The page advises against it.
        Assert.Equal(["pulumi import"], DocumentedCommands.All.Except(world.Ran));
    }

    private void Set(string configuration)
    {
        if (configuration == "A")
            world.Configure("session", ports: 3);
        else
            world.Configure("visitor-ip", ports: 4);
    }

    private async Task GoAsync(string configuration)
    {
        Set(configuration);
        await world.DoAsync(["pulumi up"]);
    }

    private async Task AfterAKillAsync(string wanted)
    {
        if (StateLock.IsLeftover(world.StateFile))
            await world.DoAsync(["pulumi cancel --yes"]);
        await GoAsync(wanted);
        Assert.Equal(Undisturbed[wanted], await ForumSnapshot.TakeAsync(world));
        await IsVerifiedAsync();
    }

    private async Task IsVerifiedAsync()
    {
        var lines = (await world.RunAsync("pulumi stack output verification")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // The forum of these tests may be indexed.
        Assert.Equal(
            (await VerificationChecks.ListAsync()).Select(check => check.Name).Where(name => name != "robots"),
            lines.Select(line => line.Split('\t')[0])
        );
        Assert.All(lines, line => Assert.Contains("\tok\t", line, StringComparison.Ordinal));
    }
}
