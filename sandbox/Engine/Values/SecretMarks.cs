using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Values;

/// <summary>Restores secret markers in the results of a provider that does not support secrets.</summary>
internal static class SecretMarks
{
    /// <summary>A copy of <paramref name="values"/> that is secret wherever <paramref name="origin"/> is.</summary>
    public static Struct CopyFrom(Struct origin, Struct values)
    {
        var result = new Struct();
        foreach (var (key, value) in values.Fields)
        {
            result.Fields[key] = origin.Fields.TryGetValue(key, out var old) ? CopyFrom(old, value) : value;
        }

        return result;
    }

    /// <summary>A copy with the named properties marked secret.</summary>
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

    /// <summary>Resolves output values (a value with its dependencies) to the value, a secret, or an unknown.</summary>
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
