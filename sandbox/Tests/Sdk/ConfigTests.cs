using System.Text.Json;
using Pulumi;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>How a program reads its configuration.</summary>
[Collection(ProcessEnvironment.Name)]
public class ConfigTests
{
    private const string Values = """
        { "proj:text": "t", "proj:yes": "true", "proj:no": "false", "proj:number": "42", "proj:real": "1.5", "proj:list": "[1,2]", "proj:empty": "",
          "proj:nothing": "null", "other:text": "o", "old:config:text": "old" }
        """;

    [Fact]
    public async Task Values_are_read_as_their_types() =>
        await With(config =>
        {
            Assert.Equal(
                ("t", true, 42, 1.5),
                (config.Require("text"), config.RequireBoolean("yes"), config.RequireInt32("number"), config.RequireDouble("real"))
            );
            Assert.Equal(
                ("t", false, 42, 42.0),
                (config.Get("text"), config.GetBoolean("no"), config.GetInt32("number"), config.GetDouble("number"))
            );
            Assert.Equal([1, 2], config.RequireObject<int[]>("list"));
            Assert.Equal([1, 2], config.GetObject<List<int>>("list", JsonSerializerOptions.Default)!);
            Assert.Equal("", config.Require("empty"));
        });

    [Fact]
    public async Task A_namespace_is_the_projects_unless_another_is_named() =>
        await With(_ =>
        {
            Assert.Equal("o", new Config("other").Get("text"));
            Assert.Equal("o", new Config("other:config").Get("text"));
            Assert.Equal("old", new Config("old").Get("text"));
        });

    [Fact]
    public async Task What_is_not_there_is_null() =>
        await With(config =>
        {
            Assert.Null(config.Get("none"));
            Assert.Null(config.GetBoolean("none"));
            Assert.Null(config.GetInt32("none"));
            Assert.Null(config.GetDouble("none"));
            Assert.Null(config.GetObject<int[]>("none"));
            Assert.Null(config.GetSecret("none"));
            Assert.Null(config.GetSecretBoolean("none"));
            Assert.Null(config.GetSecretInt32("none"));
            Assert.Null(config.GetSecretDouble("none"));
            Assert.Null(config.GetSecretObject<int[]>("none"));
            Assert.Null(config.GetSecretObject<int[]>("none", JsonSerializerOptions.Default));
        });

    [Fact]
    public async Task A_secret_is_read_as_one() =>
        await With(async config =>
        {
            await IsSecret("t", config.RequireSecret("text"), config.GetSecret("text"));
            await IsSecret(true, config.RequireSecretBoolean("yes"), config.GetSecretBoolean("yes"));
            await IsSecret(42, config.RequireSecretInt32("number"), config.GetSecretInt32("number"));
            await IsSecret(1.5, config.RequireSecretDouble("real"), config.GetSecretDouble("real"));
            await IsSecret(
                [1, 2],
                config.RequireSecretObject<int[]>("list"),
                config.GetSecretObject<int[]>("list"),
                config.GetSecretObject<int[]>("list", JsonSerializerOptions.Default)
            );
        });

    [Fact]
    public async Task An_object_that_says_null_is_there_but_nothing() =>
        await With(async config =>
        {
            Assert.Null(config.GetObject<int[]>("nothing"));
            Assert.Null(config.RequireObject<int[]>("nothing"));
            Assert.Null(await Look.Value(config.GetSecretObject<int[]>("nothing")!));
            Assert.Null(config.GetSecretObject<int[]>("nothing", JsonSerializerOptions.Default));
        });

    [Fact]
    public async Task What_is_missing_is_named_with_the_command_that_sets_it() =>
        await With(config =>
        {
            Action[] reads =
            [
                () => config.Require("none"),
                () => config.RequireBoolean("none"),
                () => config.RequireInt32("none"),
                () => config.RequireDouble("none"),
                () => config.RequireObject<int[]>("none"),
                () => config.RequireObject<int[]>("none", JsonSerializerOptions.Default),
                () => config.RequireSecret("none"),
                () => config.RequireSecretBoolean("none"),
                () => config.RequireSecretInt32("none"),
                () => config.RequireSecretDouble("none"),
                () => config.RequireSecretObject<int[]>("none"),
            ];
            Assert.All(
                reads,
                read =>
                    Assert.Equal(
                        "Missing Required configuration variable 'proj:none'\n\tplease set a value using the command `pulumi config set proj:none <value>`",
                        Assert.ThrowsAny<RunException>(read).Message
                    )
            );
        });

    [Theory]
    [InlineData("text", "t", "Int32")]
    [InlineData("real", "1.5", "Int32")]
    [InlineData("empty", "", "Int32")]
    [InlineData("text", "t", "Double")]
    [InlineData("number", "42", "Boolean")]
    [InlineData("text", "t", "System.Int32[]")]
    [InlineData("yes", "true", "System.Int32[]")]
    public async Task What_is_of_another_type_is_named(string key, string value, string type) =>
        await With(config =>
        {
            Action[] reads = type switch
            {
                "Int32" =>
                [
                    () => config.RequireInt32(key),
                    () => config.GetInt32(key),
                    () => config.GetSecretInt32(key),
                    () => config.RequireSecretInt32(key),
                ],
                "Double" =>
                [
                    () => config.RequireDouble(key),
                    () => config.GetDouble(key),
                    () => config.GetSecretDouble(key),
                    () => config.RequireSecretDouble(key),
                ],
                "Boolean" =>
                [
                    () => config.RequireBoolean(key),
                    () => config.GetBoolean(key),
                    () => config.GetSecretBoolean(key),
                    () => config.RequireSecretBoolean(key),
                ],
                _ =>
                [
                    () => config.RequireObject<int[]>(key),
                    () => config.GetObject<int[]>(key),
                    () => config.GetSecretObject<int[]>(key),
                    () => config.RequireSecretObject<int[]>(key),
                ],
            };
            Assert.All(
                reads,
                read =>
                    Assert.Equal(
                        $"Configuration 'proj:{key}' value '{value}' is not a valid {type}",
                        Assert.ThrowsAny<RunException>(read).Message
                    )
            );
        });

    [Fact]
    public async Task What_fails_to_be_read_ends_the_run_with_its_sentence()
    {
        var engine = new RecordingEngine();
        Assert.Equal(32, await engine.RunAsync(() => Deployment.RunAsync(() => _ = new Config().RequireInt32("text")), Values));
        Assert.Equal("Configuration 'proj:text' value 't' is not a valid Int32", engine.Errors);
    }

    private static async Task IsSecret<T>(T value, params Output<T>?[] outputs)
    {
        foreach (var output in outputs)
        {
            Assert.Equal(value, await Look.Value(output!));
            Assert.True(await Look.Secret(output!));
        }
    }

    private static Task With(Action<Config> test) =>
        With(config =>
        {
            test(config);
            return Task.CompletedTask;
        });

    private static async Task With(Func<Config, Task> test)
    {
        var engine = new RecordingEngine();
        var exitCode = await engine.RunAsync(() => Deployment.RunAsync(() => test(new Config())), Values);
        Assert.True(exitCode == 0, engine.Errors);
    }
}
