using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Encrypts secrets in properties for the state, and decrypts them. The plaintext is JSON. An export with <c>--show-secrets</c> has it
/// instead of the ciphertext, and an import accepts that.
/// </summary>
internal static class StateSecrets
{
    private const string Plaintext = "plaintext";

    public static Struct Seal(Struct properties, PassphraseCrypter crypter) => properties.Select(value => Seal(value, crypter));

    public static Struct Open(Struct properties, PassphraseCrypter crypter) => properties.Select(value => Open(value, crypter));

    public static Value Seal(Value value, PassphraseCrypter crypter)
    {
        if (value.IsSecret)
        {
            var ciphertext = crypter.Encrypt(JsonValues.ToText(Seal(value.Element, crypter)));
            return Value.ForStruct(
                new Struct
                {
                    Fields =
                    {
                        [Markers.Signature] = Value.ForString(Markers.SecretSignature),
                        ["ciphertext"] = Value.ForString(ciphertext),
                    },
                }
            );
        }

        return Descend(value, inner => Seal(inner, crypter));
    }

    public static Value Open(Value value, PassphraseCrypter crypter)
    {
        if (value.IsSecret && value.StructValue.Fields.TryGetValue("ciphertext", out var ciphertext))
        {
            using var json = JsonDocument.Parse(crypter.Decrypt(ciphertext.StringValue));
            return Markers.Secret(Open(JsonValues.ToValue(json.RootElement), crypter));
        }

        if (value.IsSecret && value.StructValue.Fields.TryGetValue(Plaintext, out var plaintext))
        {
            using var json = JsonDocument.Parse(plaintext.StringValue);
            return Markers.Secret(Open(JsonValues.ToValue(json.RootElement), crypter));
        }

        return Descend(value, inner => Open(inner, crypter));
    }

    /// <summary>A JSON document with all secrets in plain text; a secret inside a secret stays one.</summary>
    public static Value Show(Value sealedValue, PassphraseCrypter crypter) => WithPlaintext(Open(sealedValue, crypter));

    private static Value WithPlaintext(Value value) =>
        value.IsSecret
            ? Value.ForStruct(
                new Struct
                {
                    Fields =
                    {
                        [Markers.Signature] = Value.ForString(Markers.SecretSignature),
                        [Plaintext] = Value.ForString(JsonValues.ToText(WithPlaintext(value.Element))),
                    },
                }
            )
            : Descend(value, WithPlaintext);

    private static Value Descend(Value value, Func<Value, Value> change) =>
        value.KindCase switch
        {
            Value.KindOneofCase.StructValue => Value.ForStruct(value.StructValue.Select(change)),
            Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(change)]),
            _ => value,
        };
}
