using System.Text.Json;
using Pulumi;
using Pulumi.Utilities;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>How a program reads its configuration.</summary>
[Collection(ProcessEnvironment.Name)]
public class ConfigTests
{
    private const string Values = """
        { "proj:text": "t", "proj:yes": "true", "proj:number": "42", "proj:real": "1.5", "proj:list": "[1,2]", "other:text": "o" }
        """;

    [Fact]
    public async Task Values_are_read_as_their_types() => await With(config =>
    {
        Assert.Equal(("t", true, 42, 1.5), (config.Require("text"), config.RequireBoolean("yes"), config.RequireInt32("number"), config.RequireDouble("real")));
        Assert.Equal([1, 2], config.RequireObject<int[]>("list"));
        Assert.Equal([1, 2], config.GetObject<List<int>>("list", JsonSerializerOptions.Default)!);
        Assert.Equal("o", new Config("other").Get("text"));
        Assert.Null(config.Get("none"));
        Assert.Null(config.GetInt32("none"));
        Assert.Null(config.GetSecret("none"));
    });

    [Fact]
    public async Task A_secret_is_read_as_one() => await With(async config =>
    {
        var secret = config.RequireSecret("text");
        Assert.Equal(("t", true), (await OutputUtilities.GetValueAsync(secret), await Output.IsSecretAsync(secret)));
        Assert.True(await Output.IsSecretAsync(config.RequireSecretObject<int[]>("list")));
    });

    [Fact]
    public async Task What_is_missing_or_of_another_type_is_named() => await With(config =>
    {
        Assert.Equal(
            "Missing Required configuration variable 'proj:none'\n\tplease set a value using the command `pulumi config set proj:none <value>`",
            Assert.ThrowsAny<RunException>(() => config.Require("none")).Message);
        Assert.Equal(
            "Configuration 'proj:text' value 't' is not a valid Int32",
            Assert.ThrowsAny<RunException>(() => config.RequireInt32("text")).Message);
        Assert.Equal(
            "Configuration 'proj:number' value '42' is not a valid Boolean",
            Assert.ThrowsAny<RunException>(() => config.GetBoolean("number")).Message);
        Assert.Equal(
            "Configuration 'proj:text' value 't' is not a valid System.Int32[]",
            Assert.ThrowsAny<RunException>(() => config.GetObject<int[]>("text")).Message);
    });

    private static Task With(Action<Config> test) => With(config =>
    {
        test(config);
        return Task.CompletedTask;
    });

    private static async Task With(Func<Config, Task> test)
        => Assert.Equal(0, await new RecordingEngine().RunAsync(() => Deployment.RunAsync(() => test(new Config())), Values));
}
