using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>Properties of every command on the host.</summary>
public class CommandTests
{
    [Fact]
    public async Task A_command_is_one_short_line_without_data()
    {
        foreach (var command in (await ForumRun.Of(Settings.With())).Commands)
        {
            var args = (CommandArgs)command.Args;
            var (line, name) = (await ForumRun.Value(args.Create), command.Resource.GetResourceName());
            Assert.Matches(
                name == "ready"
                    ? "^bash -euo pipefail -s$"
                    : $"^/usr/local/lib/nodebb-infra/run {name} [1-9][0-9]+{(name == "data" ? " attempt-data new" : "")}$",
                line
            );
            Assert.Equal(
                name switch
                {
                    "ready" => $"{line} -- attempt-ready",
                    "data" => line[..^" new".Length],
                    _ => $"{line} attempt-{name}",
                },
                await ForumRun.Value(args.Update)
            );
        }
    }

    [Fact]
    public async Task Another_user_than_root_uses_sudo_that_never_asks()
    {
        foreach (var command in (await ForumRun.Of(Settings.With(("nodebb:sshUser", "debian")))).Commands)
        {
            var args = (CommandArgs)command.Args;
            Assert.StartsWith("sudo -n ", await ForumRun.Value(args.Create));
            if (args.Delete is not null)
                Assert.StartsWith("sudo -n test ! -e /usr/local/lib/nodebb-infra/run || sudo -n ", await ForumRun.Value(args.Delete));
        }
    }

    [Fact]
    public async Task A_command_logs_nothing_sends_no_environment_and_is_never_replaced()
    {
        var run = await ForumRun.Of(Settings.With());

        foreach (var command in run.Registered.Where(r => r.Type == "command:remote:Command"))
        {
            Assert.Equal("none", command.Inputs["logging"]);
            Assert.Equal(false, command.Inputs["addPreviousOutputInEnv"]);
            Assert.DoesNotContain("environment", command.Inputs.Keys);
            Assert.DoesNotContain("triggers", command.Inputs.Keys);
        }
    }

    [Fact]
    public async Task A_new_text_in_repair_runs_every_step_again_in_place()
    {
        var before = await ForumRun.Of(Settings.With());
        var first = await ForumRun.Of(Settings.With(("nodebb:repair", "2026-11-28")));
        var second = await ForumRun.Of(Settings.With(("nodebb:repair", "2026-11-29")));

        Assert.Equal(await before.Stdin(), await first.Stdin());
        var attempts = Attempts(before);
        Assert.Equal(before.Commands.Select(c => c.Resource.GetResourceName()).Order(), attempts.Keys.Order());
        Assert.All(
            attempts.Keys,
            step => Assert.Equal(3, new[] { before, first, second }.Select(run => Attempts(run)[step]).Distinct().Count())
        );
    }

    /// <summary>It is generated without keepers, so no setting changes it.</summary>
    [Fact]
    public async Task The_host_knows_the_stack_by_a_text_that_no_setting_changes()
    {
        var run = await ForumRun.Of(Settings.With());

        var id = run.Registered.Single(r => r.Type == "random:index/randomId:RandomId" && r.Name == "stack");
        Assert.Equal(["byteLength"], id.Inputs.Keys);
        Assert.Contains("@param STACK\n| attempt-stack\n", (await run.Stdin())["data"], StringComparison.Ordinal);
    }

    // What makes a new attempt of each step.
    private static Dictionary<string, string> Attempts(ForumRun run) =>
        run
            .Registered.Where(r => r.Type == "random:index/randomId:RandomId" && r.Inputs.ContainsKey("keepers"))
            .Select(r => (Step: r.Name!, Keepers: (ImmutableDictionary<string, object>)r.Inputs["keepers"]))
            .Where(r => r.Keepers.ContainsKey("input"))
            .ToDictionary(r => r.Step, r => (string)r.Keepers["input"]);

    [Fact]
    public async Task All_commands_connect_alike_and_only_the_first_waits_for_a_host_to_boot()
    {
        var run = await ForumRun.Of(
            Settings.With(
                ["nodebb:sshPrivateKey"],
                ("nodebb:sshPrivateKey", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"),
                ("nodebb:sshHost", "origin.example.org"),
                ("nodebb:sshPort", "2222"),
                ("nodebb:sshUser", "debian")
            )
        );

        foreach (var command in run.Commands)
        {
            var connection = await ForumRun.Value(((CommandArgs)command.Args).Connection);
            Assert.Equal("origin.example.org", await ForumRun.Value(connection.Host));
            Assert.Equal("debian", await ForumRun.Value(connection.User));
            Assert.Equal(2222d, await ForumRun.Value(connection.Port));
            Assert.Equal(Settings.HostKey, await ForumRun.Value(connection.HostKey));
            Assert.True(await Output.IsSecretAsync(connection.PrivateKey!.ToOutput()));
            var attempts = command.Resource.GetResourceName() switch
            {
                "ready" => 20,
                "data" => 3,
                _ => 10,
            };
            Assert.Equal(attempts, await ForumRun.Value(connection.DialErrorLimit));
        }
    }

    [Fact]
    public async Task Secrets_are_in_one_secret_input_and_nowhere_else()
    {
        var holders = new List<string>();
        foreach (var command in (await ForumRun.Of(Settings.With())).Commands)
        {
            var args = (CommandArgs)command.Args;
            foreach (var text in new[] { args.Create, args.Update, args.Delete }.Where(t => t is not null))
                Assert.DoesNotContain(ForumRun.Sentinel, await ForumRun.Value(text));

            var secret = await Output.IsSecretAsync(args.Stdin!.ToOutput());
            Assert.Equal((await ForumRun.Value(args.Stdin)).Contains(ForumRun.Sentinel, StringComparison.Ordinal), secret);
            if (!secret)
                continue;
            holders.Add(command.Resource.GetResourceName());
            Assert.Superset(
                new HashSet<string> { "stdout", "stderr" },
                ((CustomResourceOptions)command.Options).AdditionalSecretOutputs.ToHashSet()
            );
        }

        Assert.Equal(["secrets"], holders);
    }

    [Fact]
    public async Task Steps_that_use_a_secret_run_again_when_it_changes()
    {
        var stdin = await (await ForumRun.Of(Settings.With())).Stdin();

        // The runner only documents the markers.
        stdin.Remove("ready");
        var users = stdin.Where(s =>
            s.Value.Contains("@secret:", StringComparison.Ordinal) || s.Value.Contains(" secret ", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["forum", "redis", "release"],
            stdin
                .Where(s => s.Value.Contains("@param SECRETS_VERSION\n| ", StringComparison.Ordinal))
                .Select(s => s.Key)
                .Order(StringComparer.Ordinal)
        );
        // The verification runs whenever another step did.
        Assert.Subset(new HashSet<string> { "forum", "redis", "release", "verify" }, users.Select(s => s.Key).ToHashSet());
    }

    [Theory]
    [InlineData("leave", "")]
    [InlineData("stop", "data: destroy-stop")]
    [InlineData("erase", "data: destroy-erase")]
    public async Task Only_the_data_step_needs_the_host_at_destroy_and_only_if_the_host_is_not_left_alone(string onDestroy, string expected)
    {
        var run = await ForumRun.Of(
            Settings.With(("nodebb:onDestroy", onDestroy), ("nodebb:deleteData", onDestroy == "erase" ? "true" : "false"))
        );

        var deletions = new List<string>();
        foreach (var command in run.Commands.Where(c => ((CommandArgs)c.Args).Delete is not null))
        {
            var line = await ForumRun.Value(((CommandArgs)command.Args).Delete);
            deletions.Add($"{command.Resource.GetResourceName()}: {line.Split("/run ")[^1].Split(' ')[0]}");
        }

        Assert.Equal(expected, string.Join(' ', deletions));
    }

    [Fact]
    public async Task Characters_that_mean_something_to_a_shell_stay_data()
    {
        const string email = "`id`|$HOME'&{a}@example.org";
        var run = await ForumRun.Of(Settings.With(("nodebb:email", email)));

        foreach (var (step, stdin) in await run.Stdin())
        {
            var lines = stdin.Split('\n').Where(line => line.Contains(email, StringComparison.Ordinal)).ToArray();
            Assert.Equal(step is "forum" or "certificate" ? [$"| {email}"] : [], lines);
        }
    }
}
