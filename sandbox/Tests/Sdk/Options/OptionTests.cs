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
            "DeleteBeforeReplace",
            _ => new() { DeleteBeforeReplace = true },
            request => (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined) = (true, true)
        ),
        ("DeleteBeforeReplace", _ => new() { DeleteBeforeReplace = false }, request => request.DeleteBeforeReplaceDefined = true),
        ("DependsOn", first => new() { DependsOn = { first } }, request => request.Dependencies.Add(s_first)),
        ("DependsOn", first => new() { DependsOn = first.Urn.Apply(_ => first) }, request => request.Dependencies.Add(s_first)),
        ("DependsOn", _ => new() { DependsOn = Look.Unknown<Resource>() }, _ => { }),
        (
            "IgnoreChanges",
            _ => new() { IgnoreChanges = { "keepers", "a.b[0]" } },
            request => request.IgnoreChanges.Add(["keepers", "a.b[0]"])
        ),
        ("ImportId", _ => new() { ImportId = "z/r" }, request => request.ImportId = "z/r"),
        ("Parent", first => new() { Parent = first }, request => request.Parent = s_first),
        ("Protect", _ => new() { Protect = true }, request => request.Protect = true),
        ("Protect", _ => new() { Protect = false }, request => request.Protect = false),
        ("ReplaceOnChanges", _ => new() { ReplaceOnChanges = { "keepers" } }, request => request.ReplaceOnChanges.Add("keepers")),
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
        string[] others = ["Provider", "ResourceTransformations"];
        string[] notInTheStandIn =
        [
            "CustomTimeouts",
            "DeletedWith",
            "EnvVarMappings",
            "HideDiffs",
            "Hooks",
            "Id",
            "PluginDownloadURL",
            "ReplaceWith",
            "ReplacementTrigger",
            "ResourceTransforms",
            "Urn",
        ];
        var options = typeof(CustomResourceOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name)
            .Except(notInTheStandIn);
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
                    DependsOn = { first },
                    IgnoreChanges = { "a" },
                    Protect = true,
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
                Dependencies = { s_first },
                IgnoreChanges = { "a" },
                Protect = true,
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
}
