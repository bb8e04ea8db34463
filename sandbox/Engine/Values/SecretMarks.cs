using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Values;

/// <summary>Keeps what was secret secret when it comes back from a provider that knows no secrets.</summary>
internal static class SecretMarks
{
    /// <summary>A copy of <paramref name="values"/> in which everything that was secret in <paramref name="origin"/> at the same place is secret again.</summary>
    public static Struct CopyFrom(Struct origin, Struct values)
    {
        var result = new Struct();
        foreach (var (key, value) in values.Fields)
        {
            result.Fields[key] = origin.Fields.TryGetValue(key, out var old) ? CopyFrom(old, value) : value;
        }

        return result;
    }

    /// <summary>A copy in which the named properties are secret.</summary>
    public static Struct Apply(Struct values, IEnumerable<string> names)
    {
        var result = values.Clone();
        foreach (var name in names)
        {
            if (result.Fields.TryGetValue(name, out var value))
            {
                result.Fields[name] = Markers.Secret(value);
            }
        }

        return result;
    }

    /// <summary>Output values (a value with its dependencies) become what they stand for: the value, a secret, or an unknown.</summary>
    public static Struct Resolve(Struct values) => values.Select(Resolve);

    public static Value Resolve(Value value)
    {
        if (Markers.SignatureOf(value) == Markers.OutputSignature)
        {
            var fields = value.StructValue.Fields;
            var inner = fields.TryGetValue("value", out var known) ? Resolve(known) : Markers.Unknown;
            return fields.TryGetValue("secret", out var secret) && secret.BoolValue ? Markers.Secret(inner) : inner;
        }

        return value.KindCase switch
        {
            Value.KindOneofCase.StructValue => Value.ForStruct(value.StructValue.Select(Resolve)),
            Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(Resolve)]),
            _ => value,
        };
    }

    private static Value CopyFrom(Value origin, Value value)
    {
        if (origin.IsSecret)
        {
            return Markers.Secret(value);
        }

        if (origin.IsMap && value.IsMap)
        {
            return Value.ForStruct(CopyFrom(origin.StructValue, value.StructValue));
        }

        if (origin.IsList && value.IsList)
        {
            var origins = origin.ListValue.Values;
            return Value.ForList([.. value.ListValue.Values.Select((item, i) => i < origins.Count ? CopyFrom(origins[i], item) : item)]);
        }

        return value;
    }
}
