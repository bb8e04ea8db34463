using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi;
using Pulumi.Random;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Runs programs under a recording engine and returns their requests as JSON.</summary>
internal static class WireValues
{
    /// <summary>The start of a secret, to be followed by the value and a closing brace.</summary>
    public const string Secret = """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": """;

    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static Struct Parse(string json) => JsonParser.Default.Parse<Struct>(json);

    public static void Equal(string json, Struct actual) => Assert.Equal(Parse(json), actual);

    /// <summary>The recording engine's URN.</summary>
    public static string Urn(string type, string name) => $"urn:pulumi:dev::proj::{type}::{name}";

    /// <summary>A custom resource.</summary>
    public static RandomId Id(string name, CustomResourceOptions? options = null) =>
        new(name, new RandomIdArgs { ByteLength = 4 }, options);

    /// <summary>A resource with one input of any type.</summary>
    public static CustomResource Any(string name, object? value, CustomResourceOptions? options = null) =>
        new("test:index:Any", name, new AnyArgs { Value = value }, options);

    /// <summary>Runs a program that must succeed.</summary>
    public static async Task<RecordingEngine> Run(Action program, RecordingEngine? engine = null)
    {
        engine ??= new RecordingEngine();
        var exitCode = await engine.RunAsync(() => Deployment.RunAsync(program));
        Assert.True(exitCode == 0, $"exit code {exitCode}: {engine.Errors}");
        return engine;
    }

    /// <summary>Runs a program that must fail and returns its message.</summary>
    public static async Task<string> Fail(Action program, RecordingEngine? engine = null)
    {
        engine ??= new RecordingEngine();
        Assert.Equal(32, await engine.RunAsync(() => Deployment.RunAsync(program)));
        Assert.False(engine.Signalled);
        return engine.Errors;
    }

    private sealed class AnyArgs : ResourceArgs
    {
        [Input("value")]
        public object? Value { get; set; }
    }
}
