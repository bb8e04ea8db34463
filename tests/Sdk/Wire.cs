using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Programs under a recording engine, and what they say to it as JSON.</summary>
internal static class Wire
{
    /// <summary>The beginning of a secret: the value and a closing brace follow.</summary>
    public const string Secret = """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": """;

    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static Struct Parse(string json) => JsonParser.Default.Parse<Struct>(json);

    public static void Equal(string json, Struct actual) => Assert.Equal(Parse(json), actual);

    /// <summary>Runs a program that must succeed.</summary>
    public static async Task<RecordingEngine> Run(Action program, RecordingEngine? engine = null)
    {
        engine ??= new RecordingEngine();
        Assert.Equal(0, await engine.RunAsync(() => Deployment.RunAsync(program)));
        return engine;
    }
}
