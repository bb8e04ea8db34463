using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Values;

/// <summary>Converts property values to and from JSON.</summary>
internal static class JsonValues
{
    public static Value ToValue(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => Value.ForStruct(ToStruct(json)),
            JsonValueKind.Array => Value.ForList([.. json.EnumerateArray().Select(ToValue)]),
            JsonValueKind.String => Value.ForString(json.GetString()!),
            JsonValueKind.Number => Value.ForNumber(json.GetDouble()),
            JsonValueKind.True or JsonValueKind.False => Value.ForBool(json.GetBoolean()),
            _ => Value.ForNull(),
        };

    public static Struct ToStruct(JsonElement json)
    {
        var result = new Struct();
        foreach (var property in json.EnumerateObject())
        {
            result.Fields[property.Name] = ToValue(property.Value);
        }

        return result;
    }

    public static Value ToValue(JsonNode? node)
    {
        using var document = JsonDocument.Parse(node?.ToJsonString() ?? "null");
        return ToValue(document.RootElement);
    }

    /// <summary>Writes a value with sorted keys, and whole numbers without a fraction.</summary>
    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.StructValue:
                Write(writer, value.StructValue);
                break;
            case Value.KindOneofCase.ListValue:
                writer.WriteStartArray();
                foreach (var item in value.ListValue.Values)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case Value.KindOneofCase.StringValue:
                writer.WriteStringValue(value.StringValue);
                break;
            case Value.KindOneofCase.NumberValue
                when value.NumberValue == Math.Truncate(value.NumberValue) && Math.Abs(value.NumberValue) < 1e15:
                writer.WriteNumberValue((long)value.NumberValue);
                break;
            case Value.KindOneofCase.NumberValue:
                writer.WriteNumberValue(value.NumberValue);
                break;
            case Value.KindOneofCase.BoolValue:
                writer.WriteBooleanValue(value.BoolValue);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    public static void Write(Utf8JsonWriter writer, Struct properties)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in properties.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(key);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    public static string ToText(Value value)
    {
        using var stream = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            Write(writer, value);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Converts to plain .NET values: strings, doubles, bools, lists and dictionaries, without secret markers.</summary>
    public static object? ToPlainObject(Value value) =>
        value.IsUnknown
            ? null
            : value.Element.KindCase switch
            {
                Value.KindOneofCase.StringValue => value.Element.StringValue,
                Value.KindOneofCase.NumberValue => value.Element.NumberValue,
                Value.KindOneofCase.BoolValue => value.Element.BoolValue,
                Value.KindOneofCase.ListValue => value.Element.ListValue.Values.Select(ToPlainObject).ToList(),
                Value.KindOneofCase.StructValue => value.Element.StructValue.Fields.ToDictionary(
                    field => field.Key,
                    field => ToPlainObject(field.Value)
                ),
                _ => null,
            };
}
