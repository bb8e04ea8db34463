using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers;

/// <summary>
/// Input types by name: no name has two types among the sandbox's resources, and names not listed here accept any type. Types have their
/// names from the schema and the bridge; unlike here, the bridge also accepts "4" for 4.
/// https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/typechecker/typechecker.go
/// </summary>
internal static class InputTypes
{
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["number"] = ["byteLength", "length", "priority", "requestedValidity", "ttl"],
        ["boolean"] =
        [
            "addPreviousOutputInEnv",
            "autoUpdateModel",
            "bmCookieEnabled",
            "enableJs",
            "enabled",
            "fightMode",
            "isRobotsTxtManaged",
            "optimizeWordpress",
            "privateRouting",
            "proxied",
            "sbfmStaticResourceProtection",
            "special",
            "suppressSessionScore",
        ],
        ["array"] = ["hostnames", "rules", "tags", "triggers"],
        ["object"] = ["connection", "data", "environment", "keepers", "settings"],
        ["string"] =
        [
            "certificate",
            "comment",
            "content",
            "create",
            "csr",
            "delete",
            "description",
            "kind",
            "logging",
            "name",
            "phase",
            "prefix",
            "privateKey",
            "requestType",
            "scope",
            "settingId",
            "stdin",
            "type",
            "update",
            "zoneId",
        ],
    };

    private static readonly Dictionary<string, string> TypeOf = Names
        .SelectMany(entry => entry.Value, (entry, name) => (name, entry.Key))
        .ToDictionary(pair => pair.name, pair => pair.Key);

    /// <summary>A failure for each input of the wrong type. Null and unknown values match any type.</summary>
    public static IEnumerable<CheckFailure> Failures(Struct inputs)
    {
        foreach (var (name, value) in inputs.Fields.Where(field => !Markers.IsInternal(field.Key)))
        {
            var (expected, actual) = (TypeOf.GetValueOrDefault(name), Actual(value.Element));
            if (expected is not null && actual is not null && expected != actual)
            {
                yield return new CheckFailure { Property = name, Reason = $"expected {expected} type, got {actual} type" };
            }
        }
    }

    private static string? Actual(Value value) =>
        value.KindCase switch
        {
            _ when value.IsUnknown || value.IsNull => null,
            Value.KindOneofCase.NumberValue => "number",
            Value.KindOneofCase.BoolValue => "boolean",
            Value.KindOneofCase.StringValue => "string",
            Value.KindOneofCase.ListValue => "array",
            _ => Markers.SignatureOf(value) is null ? "object" : null,
        };
}
