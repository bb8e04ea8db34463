using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Engine.State;

namespace NodeBBInfra.Tests.Engine.Refusals;

/// <summary>A corrupt state: one sentence, exit code 1, and an unchanged file, whatever the operation.</summary>
public sealed class DamagedStateTests : IClassFixture<DamagedStateTests.GoodState>, IDisposable
{
    private readonly GoodState _good;
    private readonly TempDirectory _directory = new();

    public DamagedStateTests(GoodState good) => _good = good;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("nothing", "is damaged (")]
    [InlineData("half", "is damaged (")]
    [InlineData("no JSON", "is damaged (")]
    [InlineData("a list", "is damaged (")]
    [InlineData("no deployment", "is damaged (")]
    public Task A_file_that_is_not_whole(string damage, string sentence) =>
        IsRefusedAsync(
            damage switch
            {
                "nothing" => "",
                "half" => _good.Text[..(_good.Text.Length / 2)],
                "no JSON" => "state: yes",
                "a list" => "[]",
                _ => "{\"version\":3}",
            },
            sentence
        );

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public Task Another_version(int version) =>
        IsRefusedAsync(Changed(state => state["version"] = version), $"is a version {version} deployment; this engine reads version 3.");

    [Fact]
    public Task Secrets_kept_by_another_provider() =>
        IsRefusedAsync(
            Changed(state => state["deployment"]!["secrets_providers"]!["type"] = "cloud"),
            "keeps its secrets with 'cloud'; this engine knows only 'passphrase'."
        );

    [Fact]
    public Task Another_passphrase() => IsRefusedAsync(_good.Text, "incorrect passphrase: ", passphrase: "battery staple");

    [Theory]
    [InlineData("version", "\"3\"")]
    [InlineData("deployment/resources", "{}")]
    [InlineData("deployment/resources/0/urn", "null")]
    [InlineData("deployment/resources/0/urn", "7")]
    [InlineData("deployment/resources/0/custom", "\"no\"")]
    [InlineData("deployment/resources/2/inputs", "[]")]
    [InlineData("deployment/resources/2/propertyDependencies", "{\"value\":[null]}")]
    [InlineData("deployment/resources/2/dependencies", "[1]")]
    [InlineData("deployment/resources/2/created", "\"yesterday\"")]
    [InlineData("deployment/secrets_providers/state/salt", "null")]
    [InlineData("deployment/pending_operations", "[{\"type\":\"creating\"}]")]
    public Task A_value_of_another_type(string path, string json) =>
        IsRefusedAsync(Changed(state => Set(state, path, JsonNode.Parse(json))), "is damaged (");

    [Fact]
    public Task A_secret_that_was_changed() =>
        IsRefusedAsync(Changed(state => Secret(state)["ciphertext"] = "v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAA="), "is damaged (");

    [Fact]
    public Task A_key_that_stands_twice() =>
        IsRefusedAsync(_good.Text.Replace("\"version\":3", "\"version\":3,\"version\":3", StringComparison.Ordinal), "is damaged (");

    [Fact]
    public Task A_resource_that_stands_twice() =>
        IsRefusedAsync(Changed(state => Resources(state).Add(Resources(state)[^1]!.DeepClone())), "' stands in it twice)");

    [Theory]
    [InlineData(
        "parent",
        "\"urn:pulumi:flt::faults::pulumi:pulumi:Stack::gone\"",
        "refers to 'urn:pulumi:flt::faults::pulumi:pulumi:Stack::gone', which does not stand before it"
    )]
    [InlineData(
        "dependencies",
        "[\"urn:pulumi:flt::faults::a:b:C::gone\"]",
        "refers to 'urn:pulumi:flt::faults::a:b:C::gone', which does not stand before it"
    )]
    [InlineData(
        "provider",
        "\"urn:pulumi:flt::faults::pulumi:providers:command::default_1_2_1::another-id\"",
        "refers to the provider 'urn:pulumi:flt::faults::pulumi:providers:command::default_1_2_1::another-id'"
    )]
    [InlineData("type", "\"a:b:C\"", "is not the URN of a a:b:C")]
    public Task A_reference_to_what_is_not_there(string key, string json, string sentence) =>
        IsRefusedAsync(Changed(state => Resources(state)[^1]![key] = JsonNode.Parse(json)), sentence);

    [Theory]
    [InlineData("deletedWith", "\"urn\"")]
    [InlineData("external", "true")]
    public Task An_option_that_the_engine_does_not_have(string key, string json) =>
        IsRefusedAsync(
            Changed(state => Resources(state)[^1]![key] = JsonNode.Parse(json)),
            $" has {key}, which the sandbox's engine does not support; the pulumi command does."
        );

    [Fact]
    public Task Dependencies_after_their_dependants() =>
        IsRefusedAsync(
            Changed(state =>
            {
                var resources = Resources(state);
                var stack = resources[0]!;
                resources.RemoveAt(0);
                resources.Add(stack);
            }),
            "which does not stand before it"
        );

    private async Task IsRefusedAsync(string text, string sentence, string passphrase = ThingProject.Passphrase)
    {
        foreach (var operation in Enum.GetValues<Operation>())
        {
            var project = new ThingProject(_directory[$"{operation}"]);
            await File.WriteAllTextAsync(project.StateFile, text);
            using var output = new StringWriter { NewLine = "\n" };
            var result = await project.RunAsync(
                operation,
                "after",
                output,
                () => Assert.Fail("a provider was called"),
                CancellationToken.None,
                passphrase
            );
            Assert.Equal(1, result.ExitCode);
            var said = Assert.Single(output.ToString().Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
            Assert.Contains(sentence, said, StringComparison.Ordinal);
            Assert.Equal(text, await File.ReadAllTextAsync(project.StateFile));
        }
    }

    private string Changed(Action<JsonNode> change)
    {
        var state = JsonNode.Parse(_good.Text)!;
        change(state);
        return state.ToJsonString();
    }

    private static JsonArray Resources(JsonNode state) => state["deployment"]!["resources"]!.AsArray();

    private static JsonNode Secret(JsonNode state) =>
        Resources(state).Select(resource => resource!["inputs"]?["value"]).First(value => value is JsonObject)!;

    private static void Set(JsonNode state, string path, JsonNode? value)
    {
        var parts = path.Split('/');
        var parent = parts[..^1].Aggregate(state, (node, part) => int.TryParse(part, out var index) ? node[index]! : node[part]!);
        parent[parts[^1]] = value;
    }

    /// <summary>A valid state, left by a run.</summary>
    public sealed class GoodState : IAsyncLifetime
    {
        public string Text { get; private set; } = "";

        public async Task InitializeAsync()
        {
            using var directory = new TempDirectory();
            var project = new ThingProject(directory["project"]);
            await project.DoAsync(Operation.Up, "before");
            Text = await File.ReadAllTextAsync(project.StateFile);
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
