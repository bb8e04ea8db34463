using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>Encrypts secrets in properties for the state, and decrypts them. The plaintext is JSON.</summary>
internal static class StateSecrets
{
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

        return Descend(value, inner => Open(inner, crypter));
    }

    private static Value Descend(Value value, Func<Value, Value> change) =>
        value.KindCase switch
        {
            Value.KindOneofCase.StructValue => Value.ForStruct(value.StructValue.Select(change)),
            Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(change)]),
            _ => value,
        };
}
