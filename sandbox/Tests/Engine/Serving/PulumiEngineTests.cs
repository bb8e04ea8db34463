using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Commands.PulumiCommand;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;

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
