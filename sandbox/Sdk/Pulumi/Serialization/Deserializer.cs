using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Converts wire values to plain values. One unknown or secret part makes the whole unknown or secret.</summary>
internal static class Deserializer
{
    public static OutputData<object?> Deserialize(Value value) =>
        value.KindCase switch
        {
            Value.KindOneofCase.NullValue => OutputData<object?>.Of(null),
            Value.KindOneofCase.BoolValue => OutputData<object?>.Of(value.BoolValue),
            Value.KindOneofCase.NumberValue => OutputData<object?>.Of(value.NumberValue),
            Value.KindOneofCase.StringValue when value.StringValue == Wire.Unknown => OutputData<object?>.Unknown(),
            Value.KindOneofCase.StringValue => OutputData<object?>.Of(value.StringValue),
            Value.KindOneofCase.ListValue => DeserializeList(value.ListValue),
            Value.KindOneofCase.StructValue when Text(value.StructValue, Wire.Signature) is { } signature => DeserializeSpecial(
                signature,
                value.StructValue
            ),
            Value.KindOneofCase.StructValue => DeserializeObject(value.StructValue),
            _ => throw new InvalidOperationException($"Unknown type when deserializing protobuf: {value.KindCase}"),
        };

    private static OutputData<object?> DeserializeList(ListValue list)
    {
        var items = ImmutableArray.CreateBuilder<object?>(list.Values.Count);
        var all = OutputData<object?>.Of(null);
        foreach (var item in list.Values.Select(Deserialize))
        {
            items.Add(item.Value);
            all = all.After(item);
        }

        return all.With<object?>(items.MoveToImmutable());
    }

    private static OutputData<object?> DeserializeObject(Struct fields)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, object?>();
        var all = OutputData<object?>.Of(null);
        foreach (var (name, field) in fields.Fields)
        {
            // Internal keys of the engine and the providers.
            if (!name.StartsWith("__", StringComparison.Ordinal))
            {
                var entry = Deserialize(field);
                entries.Add(name, entry.Value);
                all = all.After(entry);
            }
        }

        return all.With<object?>(entries.ToImmutable());
    }

    private static OutputData<object?> DeserializeSpecial(string signature, Struct fields) =>
        signature switch
        {
            Wire.Secret => Deserialize(Field(fields, "value", "a secret")) with { IsSecret = true },
            Wire.Output => DeserializeOutput(fields),
            Wire.Resource => OutputData<object?>.Of(new DependencyResource(Text(fields, "urn") ?? throw Malformed("a resource"))),
            _ => DeserializeObject(fields),
        };

    private static OutputData<object?> DeserializeOutput(Struct fields)
    {
        var data = fields.Fields.TryGetValue("value", out var value) ? Deserialize(value) : OutputData<object?>.Unknown();
        var isSecret = fields.Fields.TryGetValue("secret", out var secret) && secret.BoolValue;
        return data with { IsSecret = data.IsSecret || isSecret };
    }

    private static string? Text(Struct fields, string name) =>
        fields.Fields.TryGetValue(name, out var value) && value.HasStringValue ? value.StringValue : null;

    private static Value Field(Struct fields, string name, string what) =>
        fields.Fields.TryGetValue(name, out var value) ? value : throw Malformed(what);

    private static InvalidOperationException Malformed(string what) =>
        new($"A value from the engine is marked as {what}, but does not have the shape of one.");
}
