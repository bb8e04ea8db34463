using System.Reflection;
using NodeBBInfra.Rpc;
using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>What each resource option sends to the engine.</summary>
[Collection(ProcessEnvironment.Name)]
public class OptionTests
{
    private static readonly string s_first = WireValues.Urn("random:index/randomId:RandomId", "first");

    /// <summary>The option, a resource that uses it, and the request's difference from one without options.</summary>
    private static readonly (string Option, Func<Resource, CustomResourceOptions> Use, Action<RegisterResourceRequest> Says)[] s_options =
    [
        (
            "AdditionalSecretOutputs",
            _ => new() { AdditionalSecretOutputs = { "b64Url", "hex" } },
            request => request.AdditionalSecretOutputs.Add(["b64Url", "hex"])
        ),
        (
            "Aliases",
            _ => new() { Aliases = { new Pulumi.Alias { Name = "old" } } },
            request =>
                request.Aliases.Add(
                    new Rpc.Alias
                    {
                        Spec = new() { Name = "old", NoParent = false },
                    }
                )
        ),
        (
            "CustomTimeouts",
            _ =>
                new()
                {
                    CustomTimeouts = new() { Create = TimeSpan.FromSeconds(90), Delete = TimeSpan.FromMilliseconds(1) },
                },
            request => request.CustomTimeouts = new() { Create = "90000000000ns", Delete = "1000000ns" }
        ),
        (
            "DeleteBeforeReplace",
            _ => new() { DeleteBeforeReplace = true },
            request => (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined) = (true, true)
        ),
        ("DeleteBeforeReplace", _ => new() { DeleteBeforeReplace = false }, request => request.DeleteBeforeReplaceDefined = true),
        ("DeletedWith", first => new() { DeletedWith = first }, request => request.DeletedWith = s_first),
        ("DependsOn", first => new() { DependsOn = { first } }, request => request.Dependencies.Add(s_first)),
        ("DependsOn", first => new() { DependsOn = first.Urn.Apply(_ => first) }, request => request.Dependencies.Add(s_first)),
        ("DependsOn", _ => new() { DependsOn = Look.Unknown<Resource>() }, _ => { }),
        (
            "EnvVarMappings",
            _ => new() { EnvVarMappings = { ["TOKEN"] = "OTHER" } },
            request => request.EnvVarMappings.Add("TOKEN", "OTHER")
        ),
        ("HideDiffs", _ => new() { HideDiffs = { "keepers" } }, request => request.HideDiffs.Add("keepers")),
        ("Id", _ => new() { Id = "" }, _ => { }),
        (
            "IgnoreChanges",
            _ => new() { IgnoreChanges = { "keepers", "a.b[0]" } },
            request => request.IgnoreChanges.Add(["keepers", "a.b[0]"])
        ),
        ("ImportId", _ => new() { ImportId = "z/r" }, request => request.ImportId = "z/r"),
        ("Parent", first => new() { Parent = first }, request => request.Parent = s_first),
        (
            "PluginDownloadURL",
            _ => new() { PluginDownloadURL = "https://example.org" },
            request => request.PluginDownloadURL = "https://example.org"
        ),
        ("Protect", _ => new() { Protect = true }, request => request.Protect = true),
        ("Protect", _ => new() { Protect = false }, request => request.Protect = false),
        ("ReplaceOnChanges", _ => new() { ReplaceOnChanges = { "keepers" } }, request => request.ReplaceOnChanges.Add("keepers")),
        ("ReplaceWith", first => new() { ReplaceWith = { first } }, request => request.ReplaceWith.Add(s_first)),
        ("ReplaceWith", _ => new() { ReplaceWith = Look.Unknown<Resource>() }, _ => { }),
        (
            "ReplacementTrigger",
            _ => new() { ReplacementTrigger = "again" },
            request => request.ReplacementTrigger = new() { StringValue = "again" }
        ),
        (
            "ReplacementTrigger",
            first => new() { ReplacementTrigger = Output.CreateSecret(first.Urn).Apply(urn => (object)urn) },
            request => request.ReplacementTrigger = new() { StructValue = WireValues.Parse($$"""{{WireValues.Secret}} "{{s_first}}" }""") }
        ),
        (
            "ReplacementTrigger",
            _ => new() { ReplacementTrigger = Look.Unknown<object>() },
            request => request.ReplacementTrigger = new() { StringValue = WireValues.Unknown }
        ),
        ("RetainOnDelete", _ => new() { RetainOnDelete = true }, request => request.RetainOnDelete = true),
        ("Version", _ => new() { Version = "9.9.9" }, request => request.Version = "9.9.9"),
    ];

    public static TheoryData<string, int> Options
    {
        get
        {
            var rows = new TheoryData<string, int>();
            for (var i = 0; i < s_options.Length; i++)
            {
                rows.Add(s_options[i].Option, i);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task An_option_says_what_it_is_and_nothing_else(string option, int row)
    {
        Assert.Equal(option, s_options[row].Option);
        var engine = await WireValues.Run(() =>
        {
            var first = WireValues.Id("first");
            _ = WireValues.Id("plain");
            _ = WireValues.Id("used", s_options[row].Use(first));
        });
        var expected = engine.Of("plain").Clone();
        expected.Name = "used";
        s_options[row].Says(expected);
        Assert.Equal(expected, engine.Of("used"));
    }

    [Fact]
    public void Every_option_is_tried()
    {
        // Those that are not fields of a request have their own tests.
        string[] others = ["Hooks", "Provider", "ResourceTransformations", "ResourceTransforms", "Urn"];
        var options = typeof(CustomResourceOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name);
        Assert.Equal(
            options.Order(StringComparer.Ordinal),
            s_options.Select(row => row.Option).Concat(others).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Options_of_a_component_are_sent_as_those_of_other_resources()
    {
        var engine = await WireValues.Run(() =>
        {
            var first = WireValues.Id("first");
            _ = new TestComponent(
                "c",
                new ComponentResourceOptions
                {
                    Aliases = { new Pulumi.Alias { Name = "old" } },
                    DeletedWith = first,
                    DependsOn = { first },
                    HideDiffs = { "a" },
                    IgnoreChanges = { "a" },
                    Protect = true,
                    ReplaceWith = { first },
                    ReplacementTrigger = 1,
                    RetainOnDelete = true,
                    Version = "1.0.0",
                }
            );
        });
        Assert.Equal(
            new RegisterResourceRequest
            {
                Type = "test:index:Component",
                Name = "c",
                Parent = engine.Of("first").Parent,
                Object = new(),
                Aliases =
                {
                    new Rpc.Alias
                    {
                        Spec = new() { Name = "old", NoParent = false },
                    },
                },
                DeletedWith = s_first,
                Dependencies = { s_first },
                HideDiffs = { "a" },
                IgnoreChanges = { "a" },
                Protect = true,
                ReplaceWith = { s_first },
                ReplacementTrigger = new() { NumberValue = 1 },
                RetainOnDelete = true,
                Version = "1.0.0",
                AcceptSecrets = true,
                AcceptResources = true,
                SupportsResultReporting = true,
                Hooks = new(),
            },
            engine.Of("c")
        );
    }

    [Theory]
    [InlineData("deletedWith", "DeletedWith")]
    [InlineData("replaceWith", "ReplaceWith")]
    public async Task An_option_that_the_engine_does_not_know_is_refused(string feature, string option)
    {
        var engine = new RecordingEngine { Supports = supported => supported != feature };
        var errors = await WireValues.Fail(
            () =>
            {
                var first = WireValues.Id("first");
                _ = WireValues.Id("used", feature == "deletedWith" ? new() { DeletedWith = first } : new() { ReplaceWith = { first } });
            },
            engine
        );
        Assert.Contains(
            $"The Pulumi CLI does not support the {option} option. Please update the Pulumi CLI.",
            errors,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(engine.Registered, request => request.Name == "used");
    }
}
