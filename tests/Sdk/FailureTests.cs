using NodeBBInfra.Rpc;
using Pulumi;
using Pulumi.Random;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>How a program fails.</summary>
[Collection(ProcessEnvironment.Name)]
public class FailureTests
{
    [Fact]
    public async Task A_run_exception_is_reported_as_its_message_and_exit_code_32()
    {
        var engine = new RecordingEngine();
        Assert.Equal(32, await engine.RunAsync(() => Deployment.RunAsync<Refusing>()));
        var error = Assert.Single(engine.Messages, message => message.Severity == LogSeverity.Error);
        Assert.Equal("one sentence", error.Message);
        Assert.False(engine.Signalled);
    }

    [Fact]
    public async Task An_exception_in_an_apply_names_the_resource_that_takes_the_value()
    {
        var engine = new RecordingEngine();
        var exitCode = await engine.RunAsync(() => Deployment.RunAsync(() =>
        {
            var length = Output.Create("x").Apply(async text =>
            {
                await Task.Yield();
                return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            });
            _ = new RandomId("named", new RandomIdArgs { ByteLength = length });
        }));

        Assert.Equal(32, exitCode);
        var error = Assert.Single(engine.Messages, message => message.Severity == LogSeverity.Error);
        Assert.Contains("error serializing property \"byteLength\" of random:index/randomId:RandomId 'named': The input string 'x'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_the_program_logs_fails_the_run()
    {
        var engine = new RecordingEngine();
        Assert.Equal(1, await engine.RunAsync(() => Deployment.RunAsync(() => Log.Error("no"))));
        Assert.Equal("no", Assert.Single(engine.Messages, message => message.Severity == LogSeverity.Error).Message);
    }

    [Fact]
    public async Task A_required_input_that_is_missing_is_named()
    {
        var engine = new RecordingEngine();
        Assert.Equal(32, await engine.RunAsync(() => Deployment.RunAsync(() => _ = new RandomId("id", new RandomIdArgs()))));
        Assert.Contains("[Input] Pulumi.Random.RandomIdArgs.ByteLength is required but was not given a value", Errors(engine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_of_a_stack_that_was_not_assigned_is_named()
    {
        var engine = new RecordingEngine();
        Assert.Equal(32, await engine.RunAsync(() => Deployment.RunAsync<Forgetful>()));
        Assert.Contains("Output(s) 'forgotten' have no value assigned.", Errors(engine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_engine_a_program_says_so()
    {
        var none = new Dictionary<string, string?> { ["PULUMI_PROJECT"] = null, ["PULUMI_MONITOR"] = null, ["PULUMI_ENGINE"] = null };
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => ProcessEnvironment.With(none, () => Deployment.RunAsync(() => { })));
        Assert.Equal("Program run without the Pulumi engine available; re-run using the `pulumi` CLI", exception.Message);
    }

    private static string Errors(RecordingEngine engine)
        => string.Join('\n', engine.Messages.Where(message => message.Severity == LogSeverity.Error).Select(message => message.Message));

    public sealed class Refusing : Stack
    {
        public Refusing() => throw new RunException("one sentence");
    }

    public sealed class Forgetful : Stack
    {
        [Output("forgotten")]
        public Output<string> Forgotten { get; private set; } = null!;
    }
}
