using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>How a program uses the engine's responses.</summary>
[Collection(ProcessEnvironment.Name)]
public class ResponseTests
{
    [Fact]
    public async Task In_a_preview_what_is_not_known_yet_goes_out_as_unknown()
    {
        var applied = false;
        var engine = await WireValues.Run(
            () =>
            {
                var password = new RandomPassword("password", new RandomPasswordArgs { Length = 16 });
                _ = new Command(
                    "cmd",
                    new CommandArgs
                    {
                        Connection = new ConnectionArgs { Host = "h" },
                        Stdin = password.Result.Apply(result =>
                        {
                            applied = true;
                            return result;
                        }),
                        Environment = { ["KNOWN"] = "1", ["UNKNOWN"] = password.Id },
                    }
                );
            },
            new RecordingEngine { IsPreview = true }
        );

        var properties = engine.Of("cmd").Object.Fields;
        Assert.False(applied);
        Assert.Equal(WireValues.Unknown, properties["stdin"].StringValue);
        WireValues.Equal($$"""{ "KNOWN": "1", "UNKNOWN": "{{WireValues.Unknown}}" }""", properties["environment"].StructValue);
        Assert.Equal(
            [WireValues.Urn("random:index/randomPassword:RandomPassword", "password")],
            engine.Of("cmd").PropertyDependencies["stdin"].Urns
        );
    }

    [Fact]
    public async Task Outputs_are_what_the_engine_answers_and_the_stacks_outputs_are_told()
    {
        var engine = new RecordingEngine
        {
            Answer = _ =>
                WireValues.Parse(
                    $$"""{ "length": 16, "lower": true, "result": {{WireValues.Secret}} "p" }, "keepers": { "a": "b", "__defaults": [] } }"""
                ),
        };
        Assert.Equal(
            0,
            await engine.RunAsync(() =>
                Pulumi.Deployment.RunAsync(() =>
                {
                    var password = new RandomPassword("password", new RandomPasswordArgs { Length = 16 });
                    return new Dictionary<string, object?>
                    {
                        ["result"] = password.Result,
                        ["length"] = password.Length,
                        ["keepers"] = password.Keepers,
                        ["all"] = Output.Format($"{password.Length}-{password.Result}"),
                        ["absent"] = password.BcryptHash.Apply(hash => hash ?? "none"),
                        ["id"] = password.Id,
                    };
                })
            )
        );
        WireValues.Equal(
            $$"""{ "result": {{WireValues.Secret}} "p" }, "length": 16, "keepers": { "a": "b" }, "all": {{WireValues.Secret}} "16-p" }, "absent": "none", "id": "password-id" }""",
            Assert.Single(engine.Outputs).Outputs
        );
    }

    [Fact]
    public async Task A_secret_or_an_unknown_inside_an_output_is_one_of_the_whole_output()
    {
        var environment = $$"""{ "a": {{WireValues.Secret}} "s" } }""";
        var connection = $$"""{ "host": "{{WireValues.Unknown}}" }""";
        await Commands(
            $$"""{ "environment": {{environment}}, "connection": {{connection}}, "stdout": "o" }""",
            async command =>
            {
                Assert.Equal((true, true), (await Look.Known(command.Environment), await Look.Secret(command.Environment)));
                Assert.Equal((false, false), (await Look.Known(command.Connection), await Look.Secret(command.Connection)));
                Assert.Equal((true, false), (await Look.Known(command.Stdout), await Look.Secret(command.Stdout)));
            }
        );
    }

    [Fact]
    public async Task A_value_of_another_type_becomes_the_types_default_with_a_warning()
    {
        var engine = await Commands(
            """{ "stdout": 1, "logging": "none", "environment": { "a": true }, "triggers": [1, "a", null] }""",
            async command =>
            {
                Assert.Null(await Look.Value(command.Stdout));
                Assert.Equal(Logging.None, await Look.Value(command.Logging));
                Assert.Null((await Look.Value(command.Environment))!["a"]);
                Assert.Equal([1.0, "a", null!], (await Look.Value(command.Triggers)).ToArray());
            }
        );
        Assert.Equal(
            [
                "Expected System.String but got System.Boolean deserializing Pulumi.Command.Remote.Command.environment",
                "Expected System.String but got System.Double deserializing Pulumi.Command.Remote.Command.stdout",
            ],
            engine
                .Messages.Where(message => message.Severity == LogSeverity.Warning)
                .Select(message => message.Message)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_the_answer_lacks_is_unknown_in_a_preview_or_when_the_step_did_not_happen_and_nothing_otherwise()
    {
        foreach (
            var (preview, result, known) in new[]
            {
                (true, Result.Success, false),
                (false, Result.Fail, false),
                (false, Result.Skip, false),
                (false, Result.Success, true),
            }
        )
        {
            await Commands(
                "{}",
                async command => Assert.Equal((known, null), (await Look.Known(command.Stdout), await Look.Value(command.Stdout))),
                new RecordingEngine
                {
                    IsPreview = preview,
                    Result = result,
                    Answer = _ => new Struct(),
                }
            );
        }
    }

    [Fact]
    public async Task An_output_depends_on_its_resource_and_on_what_the_engine_says()
    {
        var other = WireValues.Urn("a:b:C", "other");
        var engine = new RecordingEngine
        {
            Answer = _ => WireValues.Parse("""{ "stdout": "o", "stderr": "e" }"""),
            DependenciesOfOutputs = { ["stdout"] = new() { Urns = { other } } },
        };
        await Commands(
            "{}",
            command =>
            {
                _ = WireValues.Any("out", command.Stdout);
                _ = WireValues.Any("err", command.Stderr);
                return Task.CompletedTask;
            },
            engine
        );
        Assert.Equal(["cmd", "other"], engine.DependenciesOf("out"));
        Assert.Equal(["cmd"], engine.DependenciesOf("err"));
    }

    private static async Task<RecordingEngine> Commands(string answer, Func<Command, Task> look, RecordingEngine? engine = null)
    {
        engine ??= new RecordingEngine { Answer = _ => WireValues.Parse(answer) };
        var exitCode = await engine.RunAsync(() =>
            Pulumi.Deployment.RunAsync(() => look(new Command("cmd", new CommandArgs { Connection = new ConnectionArgs { Host = "h" } })))
        );
        Assert.True(exitCode == 0, engine.Errors);
        return engine;
    }
}
