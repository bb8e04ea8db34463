using Pulumi;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>How a program reads its configuration.</summary>
[Collection(ProcessEnvironment.Name)]
public class ConfigTests
{
    private const string Values = """
        { "proj:text": "t", "proj:number": "42", "proj:real": "1.5", "proj:empty": "", "other:text": "o", "old:config:text": "old" }
        """;

    [Fact]
    public async Task Values_are_read_as_their_types() =>
        await With(async config =>
        {
            Assert.Equal(("t", 42, ""), (config.Get("text"), config.GetInt32("number"), config.Require("empty")));
            Assert.Equal((null, null), (config.Get("none"), config.GetInt32("none")));
            var secret = config.RequireSecret("text");
            Assert.Equal(("t", true), (await Look.Value(secret), await Look.Secret(secret)));
        });

    [Fact]
    public async Task A_namespace_is_the_projects_unless_another_is_named() =>
        await With(_ =>
        {
            Assert.Equal("o", new Config("other").Get("text"));
            Assert.Equal("o", new Config("other:config").Get("text"));
            Assert.Equal("old", new Config("old").Get("text"));
            return Task.CompletedTask;
        });

    [Fact]
    public async Task What_is_missing_is_named_with_the_command_that_sets_it() =>
        await With(config =>
        {
            Action[] reads = [() => config.Require("none"), () => config.RequireSecret("none"), () => config.RequireInt32("none")];
            Assert.All(
                reads,
                read =>
                    Assert.Equal(
                        "Missing Required configuration variable 'proj:none'\n\tplease set a value using the command `pulumi config set proj:none <value>`",
                        Assert.ThrowsAny<RunException>(read).Message
                    )
            );
            return Task.CompletedTask;
        });

    [Theory]
    [InlineData("text", "t")]
    [InlineData("real", "1.5")]
    [InlineData("empty", "")]
    public async Task What_is_of_another_type_ends_the_run_with_its_sentence(string key, string value)
    {
        var engine = new RecordingEngine();
        Assert.Equal(32, await engine.RunAsync(() => Deployment.RunAsync(() => _ = new Config().RequireInt32(key)), Values));
        Assert.Equal($"Configuration 'proj:{key}' value '{value}' is not a valid Int32", engine.Errors);
    }

    private static async Task With(Func<Config, Task> test)
    {
        var engine = new RecordingEngine();
        var exitCode = await engine.RunAsync(() => Deployment.RunAsync(() => test(new Config())), Values);
        Assert.True(exitCode == 0, engine.Errors);
    }
}
