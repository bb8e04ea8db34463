using NodeBBInfra.Rpc;
using Pulumi;
using Pulumi.Cloudflare;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>How a provider's functions are called.</summary>
[Collection(ProcessEnvironment.Name)]
public class InvokeTests
{
    private const string Ranges = """{ "ipv4Cidrs": ["192.0.2.0/24"], "etag": "e", "id": "i" }""";

    [Fact]
    public async Task A_function_is_called_with_the_version_of_its_package_and_the_provider_that_was_named()
    {
        var engine = Answering(Ranges);
        var cidrs = new List<string>();
        var exitCode = await engine.RunAsync(() =>
            Deployment.RunAsync(async () =>
            {
                var provider = new Pulumi.Cloudflare.Provider("p");
                var component = new TestComponent("c", new() { Providers = { provider } });
                cidrs.AddRange((await Look.Value(GetIpRanges.Invoke())).Ipv4Cidrs);
                cidrs.AddRange((await Look.Value(GetIpRanges.Invoke(options: new InvokeOptions { Provider = provider }))).Ipv4Cidrs);
                cidrs.AddRange((await GetIpRanges.InvokeAsync(options: new InvokeOptions { Parent = component, Version = "1" })).Ipv4Cidrs);
            })
        );
        Assert.True(exitCode == 0, engine.Errors);
        Assert.Equal(["192.0.2.0/24", "192.0.2.0/24", "192.0.2.0/24"], cidrs);
        var reference = $"{WireValues.Urn("pulumi:providers:cloudflare", "p")}::p-id";
        Assert.Equal(
            [
                ("cloudflare:index/getIpRanges:getIpRanges", "6.17.0", ""),
                ("cloudflare:index/getIpRanges:getIpRanges", "6.17.0", reference),
                ("cloudflare:index/getIpRanges:getIpRanges", "1", reference),
            ],
            engine.Invoked.Select(request => (request.Tok, request.Version, request.Provider))
        );
        Assert.All(engine.Invoked, request => Assert.True(request.AcceptResources));
    }

    [Fact]
    public async Task What_a_function_gives_is_as_secret_as_the_answer_and_depends_on_the_arguments()
    {
        var engine = await WireValues.Run(
            () =>
            {
                var first = WireValues.Id("first");
                var result = Call(Output.CreateSecret(first.Id));
                _ = WireValues.Any("plain", result.Apply(values => values["out"]));
                _ = WireValues.Any("dependent", Call("x", new() { DependsOn = { first } }).Apply(values => values["out"]));
            },
            Answering("""{ "out": "o" }""")
        );
        WireValues.Equal("""{ "value": "o" }""", engine.Of("plain").Object);
        Assert.Equal(["first"], engine.DependenciesOf("plain"));
        Assert.Equal(["first"], engine.DependenciesOf("dependent"));
        var secret = await WireValues.Run(
            () => _ = WireValues.Any("secret", Call("x").Apply(values => values["out"])),
            Answering($$"""{ "out": {{WireValues.Secret}} "o" } }""")
        );
        WireValues.Equal($$"""{ "value": {{WireValues.Secret}} "o" } }""", secret.Of("secret").Object);
    }

    [Fact]
    public async Task A_function_is_not_called_with_what_is_not_known_nor_before_what_it_depends_on_is_there()
    {
        var engine = new RecordingEngine { IsPreview = true };
        await WireValues.Run(
            () =>
            {
                var first = WireValues.Id("first");
                _ = WireValues.Any("unknown", Call(first.Id));
                _ = WireValues.Any("no-resource", Call(Look.Unknown<string>()));
                _ = WireValues.Any(
                    "dependent",
                    Call("x", new() { DependsOn = { new TestComponent("c", new() { DependsOn = { first } }), first } })
                );
            },
            engine
        );
        Assert.Empty(engine.Invoked);
        WireValues.Equal($$"""{ "value": "{{WireValues.Unknown}}" }""", engine.Of("unknown").Object);
        WireValues.Equal($$"""{ "value": "{{WireValues.Unknown}}" }""", engine.Of("dependent").Object);
        WireValues.Equal($$"""{ "value": "{{WireValues.Unknown}}" }""", engine.Of("no-resource").Object);
        Assert.Empty(engine.Of("unknown").Dependencies);
    }

    [Fact]
    public async Task A_function_that_fails_fails_the_run_with_its_reasons()
    {
        var engine = new RecordingEngine
        {
            AnswerInvoke = _ =>
                new()
                {
                    Failures =
                    {
                        new CheckFailure { Property = "in", Reason = "too long" },
                        new CheckFailure { Property = "x", Reason = "not known" },
                    },
                },
        };
        Assert.Contains(
            "Invoke of 'test:index:call' failed: too long (in); not known (x)",
            await WireValues.Fail(() => Call("x"), engine),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Arguments_that_fail_fail_the_run_and_name_the_function()
    {
        var engine = new RecordingEngine();
        var errors = await WireValues.Fail(
            () => Deployment.Instance.Invoke<int>("test:index:call", new WrongArgs(), new InvokeOutputOptions()),
            engine
        );
        Assert.Contains(
            "Error serializing arguments for invoke test:index:call: System.InvalidOperationException: error serializing property \"in\": System.Int64 is not",
            errors,
            StringComparison.Ordinal
        );
        Assert.Contains("\n\tinvoke:test:index:call.in\n", errors, StringComparison.Ordinal);
        Assert.Empty(engine.Invoked);
    }

    private static RecordingEngine Answering(string json) => new() { AnswerInvoke = _ => new() { Return = WireValues.Parse(json) } };

    private static Output<System.Collections.Immutable.ImmutableDictionary<string, object>> Call(
        Input<string> input,
        InvokeOutputOptions? options = null
    ) =>
        Deployment.Instance.Invoke<System.Collections.Immutable.ImmutableDictionary<string, object>>(
            "test:index:call",
            new CallArgs { In = input },
            options ?? new InvokeOutputOptions()
        );

    private sealed class CallArgs : Pulumi.InvokeArgs
    {
        [Input("in")]
        public Input<string>? In { get; set; }
    }

    private sealed class WrongArgs : Pulumi.InvokeArgs
    {
        [Input("in")]
        public object In { get; } = 1L;
    }
}
