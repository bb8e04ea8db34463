using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>Unsupported options are refused in one sentence before anything happens; none is silently ignored.</summary>
public sealed class RefusedOptionsTests : IDisposable
{
    private const string Beyond = "an option that is newer than this engine";

    private readonly OptionsStack _stack = new();

    public static TheoryData<string, Action<RegisterResourceRequest>> Options =>
        new()
        {
            { "a component of another package (remote)", request => request.Remote = true },
            { "resourceTransforms", request => request.Transforms.Add(new Callback { Token = "t" }) },
            { "stateMigrations", request => request.StateMigrations.Add(new Callback { Token = "t" }) },
            { "hooks", request => request.Hooks = new() { BeforeCreate = { "h" } } },
            { "hideDiffs", request => request.HideDiffs.Add("value") },
            { "envVarMappings", request => request.EnvVarMappings["A"] = "B" },
            { "a snippet", request => request.SnippetId = "s" },
            { "customTimeouts", request => request.CustomTimeouts = new() { Create = "5m" } },
            { "deletedWith", request => request.DeletedWith = OptionsStack.UrnPrefix + "fake:index:Thing::b" },
            { "replaceWith", request => request.ReplaceWith.Add(OptionsStack.UrnPrefix + "fake:index:Thing::b") },
            { "replacementTrigger", request => request.ReplacementTrigger = Value.ForString("again") },
            { "pluginDownloadURL", request => request.PluginDownloadURL = "https://example.org" },
            { "pluginChecksums", request => request.PluginChecksums["linux"] = ByteString.CopyFromUtf8("c") },
            { "a parameterized package", request => request.PackageRef = "p" },
            { Beyond, request => request.MergeFrom(Newer) },
        };

    public static TheoryData<string, string, IMessage> Others =>
        new()
        {
            {
                "The invoke of fake:index:who",
                "dependsOn",
                new ResourceInvokeRequest { Tok = "fake:index:who", DependsOn = { "urn" } }
            },
            {
                "The invoke of fake:index:who",
                "pluginChecksums",
                new ResourceInvokeRequest { Tok = "fake:index:who", PluginChecksums = { ["linux"] = ByteString.Empty } }
            },
            { "The invoke of fake:index:who", Beyond, WithNewer(new ResourceInvokeRequest { Tok = "fake:index:who" }) },
            {
                "RegisterOutputs of 'test-dev'",
                Beyond,
                WithNewer(new RegisterResourceOutputsRequest { Urn = OptionsStack.UrnPrefix + "pulumi:pulumi:Stack::test-dev" })
            },
        };

    // Field 900, a string, higher than any field in use today.
    private static ByteString Newer => ByteString.CopyFrom(0xA2, 0x38, 0x01, (byte)'x');

    [Theory]
    [MemberData(nameof(Options))]
    public async Task An_option_of_a_resource_is_refused_by_name(string option, Action<RegisterResourceRequest> set)
    {
        var run = await _stack.UpAsync(program => program.Thing("a", options: set));
        Assert.Equal((1, 0), (run.Result.ExitCode, run.Calls.Count));
        Assert.Contains(
            $"fake:index:Thing 'a' uses {option}, which the sandbox's engine does not support; the pulumi command does.",
            run.Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task An_option_of_an_invoke_or_outputs_is_refused_by_name(string who, string option, IMessage request)
    {
        var run = await _stack.UpAsync(program =>
            request switch
            {
                ResourceInvokeRequest invoke => program.InvokeAsync(invoke),
                _ => program.RegisterOutputsAsync((RegisterResourceOutputsRequest)request),
            }
        );
        Assert.Equal((1, 0), (run.Result.ExitCode, run.Calls.Count));
        Assert.Contains(
            $"{who} uses {option}, which the sandbox's engine does not support; the pulumi command does.",
            run.Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("The program registers a resource transform")]
    [InlineData("The program registers an invoke transform")]
    [InlineData("The program registers the hook 'h'")]
    [InlineData("The program registers the error hook 'e'")]
    [InlineData("The program registers the parameterized package 'p'")]
    [InlineData("The program calls the method m")]
    [InlineData("fake:index:Thing 'r' is read, not owned")]
    public async Task Another_call_than_a_registration_or_an_invoke_is_refused(string sentence)
    {
        var run = await _stack.UpAsync(async program =>
        {
            Task call = sentence.Split(' ')[^1] switch
            {
                "transform" when sentence.Contains("invoke", StringComparison.Ordinal) => program
                    .Monitor.RegisterStackInvokeTransformAsync(new Callback())
                    .ResponseAsync,
                "transform" => program.Monitor.RegisterStackTransformAsync(new Callback()).ResponseAsync,
                "'h'" => program.Monitor.RegisterResourceHookAsync(new RegisterResourceHookRequest { Name = "h" }).ResponseAsync,
                "'e'" => program.Monitor.RegisterErrorHookAsync(new RegisterErrorHookRequest { Name = "e" }).ResponseAsync,
                "'p'" => program.Monitor.RegisterPackageAsync(new RegisterPackageRequest { Name = "p" }).ResponseAsync,
                "m" => program.Monitor.CallAsync(new ResourceCallRequest { Tok = "m" }).ResponseAsync,
                _ => program
                    .Monitor.ReadResourceAsync(
                        new ReadResourceRequest
                        {
                            Type = OptionsStack.ThingType,
                            Name = "r",
                            Id = "x",
                        }
                    )
                    .ResponseAsync,
            };
            await call;
        });
        Assert.Equal(1, run.Result.ExitCode);
        Assert.Contains(
            $"{sentence}, which the sandbox's engine does not support; the pulumi command does.",
            run.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Where_in_the_program_a_resource_was_written_is_no_option()
    {
        var position = new SourcePosition { Uri = "file:///Program.cs", Line = 3 };
        var run = await _stack.GoodAsync(program =>
            program.Thing(
                "a",
                options: request =>
                {
                    (request.SourcePosition, request.StackTrace, request.ParentStackTraceHandle) = (
                        position,
                        new() { Frames = { new StackFrame { Pc = position } } },
                        "h"
                    );
                    request.AcceptsByteString = true;
                }
            )
        );
        Assert.Equal(["create a"], run.Calls);
    }

    public void Dispose() => _stack.Dispose();

    private static T WithNewer<T>(T request)
        where T : IMessage
    {
        request.MergeFrom(Newer);
        return request;
    }
}
