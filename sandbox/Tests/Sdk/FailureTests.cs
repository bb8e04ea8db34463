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
    public async Task Any_other_exception_is_reported_with_the_program_and_its_stack()
    {
        foreach (
            var program in new Action[]
            {
                () => throw new InvalidOperationException("broken"),
                () => _ = new Broken("c"),
                () => _ = Output.Create(1).Apply(int (_) => throw new InvalidOperationException("broken")),
            }
        )
        {
            var errors = await WireValues.Fail(program);
            Assert.StartsWith("Running program '", errors, StringComparison.Ordinal);
            Assert.Contains(
                "' failed with an unhandled exception:\nSystem.InvalidOperationException: broken",
                errors,
                StringComparison.Ordinal
            );
            Assert.Contains(nameof(Any_other_exception_is_reported_with_the_program_and_its_stack), errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_program_that_fails_later_fails_like_one_that_fails_at_once()
    {
        var engine = new RecordingEngine();
        Assert.Equal(
            32,
            await engine.RunAsync(() =>
                Deployment.RunAsync(async () =>
                {
                    await Task.Delay(1);
                    throw new RunException("later");
                })
            )
        );
        Assert.Equal("later", engine.Errors);
        Assert.DoesNotContain(engine.Outputs, outputs => outputs.Outputs.Fields.Count > 0);
    }

    [Fact]
    public async Task An_exception_about_a_resource_is_reported_with_its_urn()
    {
        var engine = new RecordingEngine();
        Assert.Equal(
            32,
            await engine.RunAsync(() =>
                Deployment.RunAsync(() =>
                {
                    var id = WireValues.Id("id");
                    _ = id.Urn.Apply(int (_) => throw new ResourceException("not this one", id, hideStack: true));
                })
            )
        );
        var error = Assert.Single(engine.Messages, message => message.Severity == LogSeverity.Error);
        Assert.Equal(("not this one", WireValues.Urn("random:index/randomId:RandomId", "id")), (error.Message, error.Urn));
    }

    [Fact]
    public async Task A_run_exception_in_an_apply_is_one_sentence_too() =>
        Assert.Equal("later", await WireValues.Fail(() => _ = WireValues.Any("any", Output.Create(1).Apply(Later))));

    [Fact]
    public async Task An_exception_in_an_apply_fails_the_run_and_what_takes_the_value_is_not_registered()
    {
        var engine = new RecordingEngine();
        var errors = await WireValues.Fail(TakesWhatFails, engine);
        Assert.Contains("The input string 'x' was not in a correct format.", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Registered, request => request.Name == "named");
        if (typeof(Resource).Assembly.GetName().Name == "Pulumi.Offline")
        {
            // The published SDK reports only the exception. The stand-in also names the property, as both do for a value of the wrong
            // type.
            Assert.Contains(
                "error serializing property \"byteLength\": The input string 'x' was not in a correct format.\n\tresource:named[random:index/randomId:RandomId].byteLength\n",
                errors,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task A_value_that_was_given_up_fails_what_takes_it() =>
        Assert.Contains(
            "System.InvalidOperationException: error serializing property \"value\": A task was canceled.",
            await WireValues.Fail(() =>
                _ = WireValues.Any("any", Output.Create(Task.FromCanceled<int>(new CancellationToken(canceled: true))))
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_program_that_forgets_its_exit_code_has_it_all_the_same_when_something_threw()
    {
        foreach (
            var (program, code) in new (Action, int)[]
            {
                (() => throw new RunException("no"), 32),
                (() => Log.Error("no"), 0),
                (() => { }, 0),
            }
        )
        {
            var engine = new RecordingEngine();
            await engine.RunAsync(() => Deployment.RunAsync(program));
            Assert.Equal(code, engine.ProcessExitCode);
        }
    }

    [Fact]
    public async Task A_resource_that_the_engine_refuses_fails_the_run_and_all_that_waits_for_it()
    {
        var engine = new RecordingEngine
        {
            Answer = request => request.Name == "refused" ? throw new InvalidOperationException() : request.Object,
        };
        var errors = await WireValues.Fail(() => _ = WireValues.Any("after", WireValues.Id("refused").Id), engine);
        Assert.Contains("Grpc.Core.RpcException: Status(StatusCode=\"Unknown\"", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Registered, request => request.Name == "after");
    }

    [Fact]
    public async Task A_required_input_that_is_missing_is_named() =>
        Assert.Contains(
            "System.ArgumentNullException: [Input] Pulumi.Random.RandomIdArgs.ByteLength is required but was not given a value (Parameter 'ByteLength')",
            await WireValues.Fail(() => _ = new RandomId("id", new RandomIdArgs())),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Without_an_engine_a_program_says_so()
    {
        var none = new Dictionary<string, string?>
        {
            ["PULUMI_PROJECT"] = null,
            ["PULUMI_MONITOR"] = null,
            ["PULUMI_ENGINE"] = null,
        };
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ProcessEnvironment.With(none, () => Deployment.RunAsync(() => { }))
        );
        Assert.Equal("Program run without the Pulumi engine available; re-run using the `pulumi` CLI", exception.Message);
    }

    private static async Task<int> Later(int value)
    {
        await Task.Delay(20);
        throw new RunException("later");
    }

    private static void TakesWhatFails()
    {
        var length = Output
            .Create("x")
            .Apply(async text =>
            {
                await Task.Yield();
                return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            });
        _ = new RandomId("named", new RandomIdArgs { ByteLength = length });
    }

    public sealed class Refusing : Stack
    {
        public Refusing() => throw new RunException("one sentence");
    }

    private sealed class Broken : ComponentResource
    {
        public Broken(string name)
            : base("test:index:Broken", name) => throw new InvalidOperationException("broken");
    }
}
