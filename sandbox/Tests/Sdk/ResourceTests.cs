using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Resource classes: names, outputs and arguments.</summary>
[Collection(ProcessEnvironment.Name)]
public class ResourceTests
{
    [Fact]
    public async Task A_component_tells_the_outputs_that_it_declares()
    {
        var engine = await WireValues.Run(() => _ = new Declaring("c", register: null));
        WireValues.Equal(
            $$"""{ "named": "c", "Unnamed": {{WireValues.Secret}} 1 } }""",
            engine.Outputs.Single(outputs => outputs.Urn == WireValues.Urn("test:index:Declaring", "c")).Outputs
        );
        Assert.Equal((false, ""), (engine.Of("c").Custom, engine.Of("c").Version));
    }

    [Fact]
    public async Task A_component_tells_the_outputs_that_it_is_given()
    {
        var engine = await WireValues.Run(() =>
            _ = new Declaring(
                "c",
                new Dictionary<string, object?>
                {
                    ["a"] = Output.Create(1),
                    ["b"] = null,
                    ["urn"] = "u",
                }
            )
        );
        WireValues.Equal(
            """{ "a": 1, "urn": "u" }""",
            engine.Outputs.Single(outputs => outputs.Urn == WireValues.Urn("test:index:Declaring", "c")).Outputs
        );
    }

    [Fact]
    public async Task What_a_component_declares_keeps_the_value_that_it_was_given() =>
        await WireValues.Run(() => Assert.Equal("c", Look.Value(new Declaring("c", register: null).Named).GetAwaiter().GetResult()));

    [Theory]
    [InlineData("", "n", "'type' cannot be null or empty. (Parameter 'type')")]
    [InlineData("t:t:t", "", "'name' cannot be null or empty. (Parameter 'name')")]
    public async Task A_resource_has_a_type_and_a_name(string type, string name, string message) =>
        Assert.Contains(
            $"System.ArgumentException: {message}",
            await WireValues.Fail(() => _ = new CustomResource(type, name, null, null)),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Outputs_that_have_one_name_twice_are_refused()
    {
        var errors = await WireValues.Fail(() => _ = new Twice());
        Assert.Contains("System.ArgumentException: An ", errors, StringComparison.Ordinal);
        Assert.Contains("Key: 'same'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_is_none_or_cannot_be_set_is_refused()
    {
        Assert.Equal(
            "Output(s) 'text' have incorrect type. [Output] attributed properties must be instances of Output<T>.",
            await WireValues.Fail(() => _ = new NoOutput())
        );
        Assert.Contains(
            $"[Output] {typeof(NoSetter).FullName}.Text did not have a 'set' method",
            await WireValues.Fail(() => _ = new NoSetter()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_argument_that_is_required_further_down_is_named_too() =>
        Assert.Contains(
            "error serializing property \"connection\": [Input] Pulumi.Command.Remote.Inputs.ConnectionArgs.Host is required but was not given a value (Parameter 'Host')",
            await WireValues.Fail(() => _ = new Command("cmd", new CommandArgs { Connection = new ConnectionArgs() })),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_property_that_the_provider_takes_as_json_goes_out_as_text()
    {
        var engine = await WireValues.Run(() =>
            _ = new CustomResource(
                "test:index:Json",
                "json",
                new JsonArgs { Plain = { ["a"] = Output.CreateSecret(1) }, Output = Output.Create<object>(new List<int> { 1, 2 }) },
                null
            )
        );
        WireValues.Equal($$"""{ "output": "[ 1, 2 ]", "plain": {{WireValues.Secret}} "{ \"a\": 1 }" } }""", engine.Of("json").Object);
    }

    [Fact]
    public void A_run_is_there_only_inside_a_program()
    {
        Assert.Equal(
            "Trying to acquire Deployment.Instance before 'Run' was called.",
            Assert.Throws<InvalidOperationException>(() => new CustomResource("t:t:t", "n", null, null)).Message
        );
    }

    private sealed class Declaring : ComponentResource
    {
        public Declaring(string name, Dictionary<string, object?>? register)
            : base("test:index:Declaring", name)
        {
            Unnamed = Output.CreateSecret(1);
            if (register is null)
            {
                RegisterOutputs();
            }
            else
            {
                RegisterOutputs(register);
            }
        }

        [Output("named")]
        public Output<string> Named { get; private set; } = Output.Create("c");

        [Output]
        public Output<int> Unnamed { get; private set; }
    }

    private sealed class Twice() : CustomResource("test:index:Twice", "twice", null, null)
    {
        [Output("same")]
        public Output<string> One { get; private set; } = null!;

        [Output("same")]
        public Output<string> Two { get; private set; } = null!;
    }

    private sealed class NoOutput() : CustomResource("test:index:None", "none", null, null)
    {
        [Output("text")]
        public string Text { get; private set; } = "";
    }

    private sealed class NoSetter() : CustomResource("test:index:None", "none", null, null)
    {
        [Output("text")]
        public Output<string> Text { get; } = null!;
    }

    private sealed class JsonArgs : ResourceArgs
    {
        [Input("plain", json: true)]
        private InputMap<int>? _plain;

        public InputMap<int> Plain
        {
            get => _plain ??= new();
            set => _plain = value;
        }

        [Input("output", json: true)]
        public Input<object>? Output { get; set; }
    }
}
