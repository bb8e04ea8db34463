using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Configuration;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>Redacts secrets. All look the same afterwards, so a changed secret shows no diff.</summary>
internal sealed class Redaction
{
    public const string Shown = "[secret]";
    private readonly List<string> _secrets;

    /// <summary>Like the real command, masks secret configuration values anywhere in a message, also as JSON.</summary>
    public Redaction(StackConfiguration configuration) =>
        _secrets = [
            .. configuration
                .SecretKeys.Select(key => configuration.Values[key].Value)
                .Where(secret => secret.Length >= 3 && secret is not ("true" or "false"))
                .SelectMany(secret => (string[])[secret, JsonSerializer.Serialize(secret)[1..^1]])
                .Distinct()
                .OrderByDescending(secret => secret.Length),
        ];

    public string Mask(string text) =>
        _secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Shown, StringComparison.Ordinal));

    public static Struct Hide(Struct properties) => properties.Select(Hide);

    private static Value Hide(Value value) =>
        value.KindCase switch
        {
            _ when value.IsSecret => Markers.Secret(Value.ForString(Shown)),
            Value.KindOneofCase.StructValue => Value.ForStruct(Hide(value.StructValue)),
            Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(Hide)]),
            _ => value,
        };
}
