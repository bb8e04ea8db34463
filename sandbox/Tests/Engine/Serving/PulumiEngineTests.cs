using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Commands;
using NodeBBInfra.Sandbox.Commands.PulumiCommand;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>ENGINE=pulumi, with a script in place of the command that logs its calls.</summary>
public sealed class PulumiEngineTests : IDisposable
{
    private const string Common = "--stack staging --non-interactive --color never --skip-plugin-pre-install";

    private readonly FakePulumi _pulumi = new();

    [Fact]
    public async Task An_update_makes_the_stack_runs_the_command_against_the_sandboxs_providers_and_reports_as_the_sandboxs_engine_does()
    {
        var (result, text) = await RunAsync(_pulumi.Options);
        Assert.Equal(
            [
                "plugin ls --json",
                "stack ls --json --non-interactive",
                "stack init staging --secrets-provider passphrase --no-select --non-interactive",
                $"up {Common} --yes --skip-preview",
                "stack history --json --page-size 1 --stack staging --non-interactive",
                "stack output --json --show-secrets --stack staging --non-interactive",
            ],
            _pulumi.Commands
        );
        foreach (var provider in new[] { "cloudflare", "command", "random" })
            Assert.Contains($"attached to {provider}\n", text, StringComparison.Ordinal);
        Assert.Equal((0, 3, 2, 0), (result.ExitCode, result.Counts["create"], result.Counts["same"], result.SshLogins));
        Assert.Equal(
            ("https://example.net", 4568.0, "s3"),
            (result.Outputs["url"], ((List<object?>)result.Outputs["ports"]!)[1], result.Outputs["secret"])
        );
        foreach (
            var variable in new[]
            {
                $"PULUMI_BACKEND_URL=file://{_pulumi.Copy}/backend",
                "PULUMI_CONFIG_PASSPHRASE=correct horse",
                "PULUMI_SKIP_UPDATE_CHECK=true",
            }
        )
        {
            Assert.Contains("  " + variable, _pulumi.Calls);
        }

        Assert.All(
            _pulumi.Calls.Where(line => line.StartsWith("  in /", StringComparison.Ordinal)).Skip(1),
            line => Assert.Equal($"  in {_pulumi.Copy}", line)
        );
    }

    [Fact]
    public async Task The_users_files_stay_as_they_are_and_the_copy_has_the_overlay_with_its_secrets_encrypted()
    {
        var (project, stack) = (_pulumi["Pulumi.yaml"], _pulumi["Pulumi.staging.yaml"]);
        await RunAsync(_pulumi.Options);
        var first = Config();
        await RunAsync(_pulumi.Options);
        Assert.Equal((project, stack), (_pulumi["Pulumi.yaml"], _pulumi["Pulumi.staging.yaml"]));
        Assert.Equal(1, _pulumi.Commands.Count(command => command.StartsWith("stack init", StringComparison.Ordinal)));

        var copy = Config();
        Assert.Equal($"{first["encryptionsalt"]}", $"{copy["encryptionsalt"]}");
        Assert.Equal(
            ("example.net", true, "[4567,4568]"),
            (
                (string?)copy["config"]!["nodebb:domain"],
                (bool)copy["config"]!["nodebb:deleteData"]!,
                copy["config"]!["nodebb:ports"]!.ToJsonString()
            )
        );
        using var crypter = PassphraseCrypter.Open("correct horse", $"{copy["encryptionsalt"]}", "the copy");
        Assert.Equal("t0ken", crypter.Decrypt($"{copy["config"]!["cloudflare:apiToken"]!["secure"]}"));
        Assert.DoesNotContain("t0ken", copy.ToJsonString(), StringComparison.Ordinal);
        var yaml = _pulumi["state/staging.pulumi/Pulumi.yaml"];
        Assert.Contains("binary: /somewhere/NodeBBInfra.dll", yaml, StringComparison.Ordinal);
        Assert.Contains("name: nodebb", yaml, StringComparison.Ordinal);
        Assert.Contains("items:", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("main: infra", yaml, StringComparison.Ordinal);

        JsonNode Config() => JsonNode.Parse(_pulumi["state/staging.pulumi/Pulumi.staging.yaml"])!;
    }

    [Theory]
    [InlineData(Operation.Preview, false, true, true, $"preview {Common} --diff --expect-no-changes")]
    [InlineData(Operation.Preview, true, false, false, $"preview {Common} --refresh")]
    [InlineData(Operation.Up, true, false, false, $"up {Common} --yes --skip-preview --refresh")]
    [InlineData(Operation.Refresh, true, false, true, $"refresh {Common} --yes --skip-preview --expect-no-changes")]
    [InlineData(Operation.Destroy, true, false, false, $"destroy {Common} --yes --skip-preview --refresh")]
    public void Each_operation_is_a_command_that_asks_nothing(
        Operation operation,
        bool refresh,
        bool diff,
        bool expectNone,
        string command
    ) =>
        Assert.Equal(
            command,
            string.Join(
                ' ',
                PulumiEngine.Arguments(
                    _pulumi.Options with
                    {
                        Operation = operation,
                        Refresh = refresh,
                        Diff = diff,
                        ExpectNoChanges = expectNone,
                    }
                )
            )
        );

    [Fact]
    public async Task An_installed_plugin_is_used_and_another_version_of_one_is_not()
    {
        _pulumi.Answer(
            "plugins",
            """
            [{"name":"cloudflare","kind":"resource","version":"6.17.0"},{"name":"random","kind":"resource","version":"4.0.0"},{"name":"command","kind":"converter","version":"1.2.1"}]
            """
        );
        var (_, text) = await RunAsync(_pulumi.Options);
        Assert.Contains("providers of the sandbox: command, random", text, StringComparison.Ordinal);
        Assert.DoesNotContain("attached to cloudflare", text, StringComparison.Ordinal);
        _pulumi.Answer(
            "plugins",
            """
            [{"name":"cloudflare","kind":"resource","version":"6.17.0"},{"name":"random","kind":"resource","version":"4.21.2"},{"name":"command","kind":"resource","version":"1.2.1"}]
            """
        );
        var (result, all) = await RunAsync(_pulumi.Options);
        Assert.Null(result.SshLogins);
        Assert.DoesNotContain("attached", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_fails_gives_its_exit_code_and_no_outputs()
    {
        _pulumi.Answer("exit", "255");
        var (result, _) = await RunAsync(_pulumi.Options);
        Assert.Equal((255, 0), (result.ExitCode, result.Outputs.Count));
    }

    [Fact]
    public async Task Configuration_that_does_not_parse_is_told_before_the_command_runs()
    {
        File.WriteAllText(Path.Combine(_pulumi.Options.ProjectDirectory, "Pulumi.staging.yaml"), "config: [");
        var (result, text) = await RunAsync(_pulumi.Options);
        Assert.Equal((1, 0), (result.ExitCode, _pulumi.Commands.Count));
        Assert.Contains("Pulumi.staging.yaml is not YAML", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_reaches_the_command_once_and_is_waited_for()
    {
        _pulumi.Answer("waits", "");
        using var cancel = new CancellationTokenSource();
        using var output = new SignalWriter("waiting");
        var running = PulumiEngine.ExecuteAsync(_pulumi.Options, output, cancel.Token);
        await output.Seen.WaitAsync(TimeSpan.FromSeconds(60));
        await cancel.CancelAsync();
        Assert.Equal(1, (await running.WaitAsync(TimeSpan.FromSeconds(60))).ExitCode);
        Assert.Equal(1, _pulumi.Calls.Count(line => line == "interrupted"));
    }

    [Fact]
    public async Task A_stack_that_the_other_engine_made_is_refused()
    {
        var request = new WorldRequest(new WorldDirectory("/nowhere"), 0, "/nowhere", "staging", StackEngine.Pulumi, null);
        Directory.CreateDirectory(Path.GetDirectoryName(_pulumi.Options.StateFile)!);
        await File.WriteAllTextAsync(_pulumi.Options.StateFile, "{}");
        var refusal = await Assert.ThrowsAsync<SandboxException>(() =>
            StackRun.ExecuteAsync(request, _pulumi.Options, TextWriter.Null, default)
        );
        Assert.Contains("was made with ENGINE=sandbox", refusal.Message, StringComparison.Ordinal);
        File.Delete(_pulumi.Options.StateFile);
        Directory.CreateDirectory(_pulumi.Copy);
        refusal = await Assert.ThrowsAsync<SandboxException>(() =>
            StackRun.ExecuteAsync(request with { Engine = StackEngine.Sandbox }, _pulumi.Options, TextWriter.Null, default)
        );
        Assert.Contains("was made with ENGINE=pulumi", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_pulumi.Commands);
    }

    [Fact]
    public async Task Without_a_wish_the_stack_stays_with_its_engine_and_a_new_one_gets_the_command_where_one_fits()
    {
        var world = new WorldDirectory(Path.GetDirectoryName(Path.GetDirectoryName(_pulumi.Options.StateFile)!)!);
        Assert.Equal(
            (StackEngine.Pulumi, $"engine: pulumi 3.259.0 ({_pulumi.Program}); ENGINE=sandbox takes the sandbox's own\n"),
            await ChooseAsync(StackEngine.Automatic)
        );
        Assert.Equal((StackEngine.Sandbox, "engine: the sandbox's own, as ENGINE says\n"), await ChooseAsync(StackEngine.Sandbox));
        Directory.CreateDirectory(_pulumi.Copy);
        Assert.Equal(
            (StackEngine.Pulumi, $"engine: pulumi 3.259.0 ({_pulumi.Program}), which made this stack\n"),
            await ChooseAsync(StackEngine.Automatic)
        );

        _pulumi.Answer("version", "3.100.0");
        var refusal = await Assert.ThrowsAsync<SandboxException>(() => ChooseAsync(StackEngine.Automatic));
        Assert.Equal(
            $"The stack staging of this world was made with the pulumi command, but {_pulumi.Program} is version '3.100.0'. `make destroy` removes this world.",
            refusal.Message
        );
        Directory.Delete(_pulumi.Copy);
        Assert.Equal(
            (StackEngine.Sandbox, $"engine: the sandbox's own, because {_pulumi.Program} is version '3.100.0'\n"),
            await ChooseAsync(StackEngine.Automatic)
        );

        _pulumi.Answer("version", "3.259.0");
        await File.WriteAllTextAsync(_pulumi.Options.StateFile, "{}");
        Assert.Equal((StackEngine.Sandbox, "engine: the sandbox's own, which made this stack\n"), await ChooseAsync(StackEngine.Automatic));

        async Task<(StackEngine Engine, string Said)> ChooseAsync(StackEngine engine)
        {
            using var said = new StringWriter { NewLine = "\n" };
            var chosen = await StackRun.ChooseEngineAsync(
                new WorldRequest(world, 0, "/nowhere", "staging", engine, null),
                new Progress(said),
                default
            );
            return (chosen.Engine, said.ToString());
        }
    }

    [Fact]
    public void What_was_done_is_read_from_the_commands_lines_and_so_is_whether_it_was_verified()
    {
        var rows = new PrintedRows();
        foreach (var line in File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", "stack", "02-up.txt")))
            rows.See(line);
        Assert.Equal(
            "always_use_https aop aopcert apex automatic_https_rewrites base bots browser_cache_ttl cache config csr min_tls_version norm opportunistic_encryption origincert realip redis redis rid rocket_loader ssl tiered tls_1_3 verify waf websockets www",
            string.Join(' ', rows.Timings.Select(timing => timing.Name).Order(StringComparer.Ordinal))
        );
        Assert.All(rows.Timings, timing => Assert.Equal("create", timing.Op));
        Assert.Contains(rows.Timings, UpCommand.IsVerification);

        var chain = new PrintedRows();
        foreach (var line in File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", "faults", "31-chain-changed-up.txt")))
            chain.See(line);
        Assert.Equal(
            ["create-replacement p", "create-replacement trig", "update use", "delete-replaced trig", "delete-replaced p"],
            chain.Timings.Select(timing => $"{timing.Op} {timing.Name}")
        );
        Assert.DoesNotContain(chain.Timings, UpCommand.IsVerification);
    }

    [Theory]
    [InlineData("3.237.9")]
    [InlineData("dev")]
    public async Task A_command_that_is_too_old_is_refused(string version)
    {
        _pulumi.Answer("version", version);
        var refusal = await Assert.ThrowsAsync<SandboxException>(() => RunAsync(_pulumi.Options));
        Assert.Contains($"is version '{version}'; ENGINE=pulumi needs 3.238.0 or newer.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "up",
        "--engine",
        "pulumi",
        "ENGINE=pulumi needs the pulumi command, which is not on the PATH; https://www.pulumi.com/docs/iac/download-install/"
    )]
    [InlineData("preview", "--engine", "pulumi", "ENGINE=pulumi needs the pulumi command")]
    [InlineData(
        "up",
        "--engine",
        "terraform",
        "ENGINE=terraform: the engine is `sandbox`, the sandbox's own, or `pulumi`, the pulumi command."
    )]
    public async Task Without_the_command_or_with_another_engine_one_message_says_what_to_do_and_nothing_is_touched(
        string command,
        string option,
        string engine,
        string message
    )
    {
        using var world = new TempDirectory();
        string[] arguments =
        [
            typeof(StackRun).Assembly.Location,
            command,
            option,
            engine,
            "--project",
            Repository.Root,
            "--world",
            world["w"],
        ];
        var finished = await RunningProcess.RunAsync(
            Environment.ProcessPath!,
            ["exec", .. arguments],
            TimeSpan.FromMinutes(1),
            environment: new Dictionary<string, string?> { ["PATH"] = world.FullPath, ["PULUMI_BIN"] = null }
        );
        Assert.Equal(1, finished.ExitCode);
        Assert.Contains(message, finished.Error, StringComparison.Ordinal);
        Assert.Single(finished.All.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(world["w"]));
    }

    [Fact]
    public async Task A_command_that_PULUMI_BIN_names_and_is_not_there_is_refused()
    {
        File.Delete(_pulumi.Program);
        var refusal = await Assert.ThrowsAsync<SandboxException>(() => RunAsync(_pulumi.Options));
        Assert.Contains($"PULUMI_BIN names {_pulumi.Program}, which is not there", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _pulumi.Dispose();

    private static async Task<(EngineResult Result, string Text)> RunAsync(EngineOptions options)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var result = await PulumiEngine.ExecuteAsync(options, output, default);
        return (result, output.ToString());
    }

    /// <summary>Signals when a line is written.</summary>
    private sealed class SignalWriter(string line) : StringWriter
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value == line)
                _seen.TrySetResult();
        }
    }
}
