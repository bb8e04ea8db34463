using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>The wire format of values, and values that have none.</summary>
[Collection(ProcessEnvironment.Name)]
public class SerializationTests
{
    public enum Size
    {
        Small = 1,
        Large = 2,
    }

    public static TheoryData<object?, string> Values =>
        new()
        {
            { null, "{}" },
            { default(ValueTuple), "{}" },
            { true, """{ "value": true }""" },
            { 1, """{ "value": 1 }""" },
            { 1.5, """{ "value": 1.5 }""" },
            { "", """{ "value": "" }""" },
            { Size.Large, """{ "value": 2 }""" },
            { Logging.StdoutAndStderr, """{ "value": "stdoutAndStderr" }""" },
            { new object?[] { 1, null, "a", Output.Create(true) }, """{ "value": [1, null, "a", true] }""" },
            { new List<int>(), """{ "value": [] }""" },
            { default(ImmutableArray<string>), """{ "value": [] }""" },
            {
                new Dictionary<string, object?>
                {
                    ["a"] = 1,
                    ["b"] = null,
                    ["c"] = Output.Create((string?)null),
                },
                """{ "value": { "a": 1 } }"""
            },
            {
                JsonDocument.Parse("""{ "a": [1, null, { "b": null }] }""").RootElement,
                """{ "value": { "a": [1, null, { "b": null }] } }"""
            },
            { JsonDocument.Parse("null").RootElement, "{}" },
            {
                new GetZoneFilterInputArgs { Name = "n", Match = "all" },
                """{ "value": { "match": "all", "name": "n" } }"""
            },
            { Output.Create((string?)null), "{}" },
            { Output.CreateSecret((string?)null), $$"""{ "value": {{WireValues.Secret}} null } }""" },
            { Output.CreateSecret(Output.CreateSecret("s")), $$"""{ "value": {{WireValues.Secret}} "s" } }""" },
            { Output.CreateSecret(Look.Unknown<string>()), $$"""{ "value": "{{WireValues.Unknown}}" }""" },
            { Output.Create(new[] { Output.CreateSecret(1) }), $$"""{ "value": [{{WireValues.Secret}} 1 }] }""" },
        };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public async Task A_value_goes_out_as_what_it_is(object? value, string json) =>
        WireValues.Equal(json, (await WireValues.Run(() => _ = WireValues.Any("any", value))).Of("any").Object);

    public static TheoryData<object, string> Unsupported =>
        new()
        {
            { 1L, "System.Int64 is not a supported argument type." },
            { 1.5m, "System.Decimal is not a supported argument type." },
            { new Uri("http://h"), "System.Uri is not a supported argument type." },
            { ByteSize.Small, $"{typeof(ByteSize).FullName} is not a supported argument type." },
            { Task.FromResult(1), "Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:" },
            {
                new Dictionary<int, string> { [1] = "a" },
                "Dictionaries are only supported with string keys:"
            },
        };

    [Theory]
    [MemberData(nameof(Unsupported), DisableDiscoveryEnumeration = true)]
    public async Task A_value_that_has_no_place_there_is_named(object value, string message) =>
        Assert.Contains(
            $"System.InvalidOperationException: error serializing property \"value\": {message}\n\tresource:any[test:index:Any].value",
            await WireValues.Fail(() => _ = WireValues.Any("any", value)),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task The_place_of_a_value_is_named_down_to_the_item()
    {
        var value = new Dictionary<string, object> { ["a"] = new object[] { 1, Output.Create(1L) } };
        Assert.Contains(
            "\n\tresource:any[test:index:Any].value.a[1].id\n",
            await WireValues.Fail(() => _ = WireValues.Any("any", value)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_function_gave_out_goes_in_with_what_it_lacks_as_null_or_empty()
    {
        var engine = new RecordingEngine
        {
            AnswerInvoke = _ => new() { Return = WireValues.Parse("""{ "etag": "e", "id": "i", "ipv4Cidrs": ["192.0.2.0/24"] }""") },
        };
        await WireValues.Run(() => _ = WireValues.Any("again", GetIpRanges.Invoke()), engine);
        WireValues.Equal(
            """
            { "value": { "etag": "e", "id": "i", "ipv4Cidrs": ["192.0.2.0/24"], "ipv6Cidrs": [], "jdcloudCidrs": [], "networks": null } }
            """,
            engine.Of("again").Object
        );
    }

    [Fact]
    public async Task A_resource_goes_out_as_a_reference_and_is_depended_on()
    {
        var engine = await WireValues.Run(() =>
        {
            var id = WireValues.Id("id");
            _ = WireValues.Any("custom", id);
            _ = WireValues.Any("component", new Empty("empty"));
        });
        const string Reference = "\"4dabf18193072939515e22adb298388d\": \"5cf8f73096256a8f31e491e813e4eb8e\"";
        WireValues.Equal(
            $$"""{ "value": { {{Reference}}, "id": "id-id", "urn": "{{WireValues.Urn("random:index/randomId:RandomId", "id")}}" } }""",
            engine.Of("custom").Object
        );
        WireValues.Equal(
            $$"""{ "value": { {{Reference}}, "urn": "{{WireValues.Urn("test:index:Empty", "empty")}}" } }""",
            engine.Of("component").Object
        );
        Assert.Equal(["id"], engine.DependenciesOf("custom"));
    }

    [Fact]
    public async Task An_engine_without_references_gets_the_id_in_their_place()
    {
        var engine = new RecordingEngine { Supports = feature => feature != "resourceReferences" };
        await WireValues.Run(() => _ = WireValues.Any("custom", WireValues.Id("id")), engine);
        WireValues.Equal("""{ "value": "id-id" }""", engine.Of("custom").Object);
    }

    public enum ByteSize : byte
    {
        Small,
    }

    private sealed class Empty(string name) : ComponentResource("test:index:Empty", name);
}
