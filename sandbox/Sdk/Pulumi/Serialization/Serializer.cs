using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Converts a program's values to wire values and collects their dependencies.</summary>
/// <param name="keepResources">Whether the engine accepts resource references; otherwise ids are sent.</param>
internal sealed class Serializer(bool keepResources)
{
    private readonly HashSet<Resource> _resources = [];

    /// <summary>All dependencies of the serialized values.</summary>
    public IReadOnlySet<Resource> Resources => _resources;

    public static bool ContainsUnknown(Value value) =>
        value.KindCase switch
        {
            Value.KindOneofCase.StringValue => value.StringValue == Wire.Unknown,
            Value.KindOneofCase.ListValue => value.ListValue.Values.Any(ContainsUnknown),
            Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(ContainsUnknown),
            _ => false,
        };

    /// <param name="path">The value's path, for messages.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">A value cannot be serialized.</exception>
    public async Task<Value> SerializeAsync(string path, object? value)
    {
        switch (value)
        {
            case null or ValueTuple:
                return Value.ForNull();
            case bool flag:
                return Value.ForBool(flag);
            case int or double:
                return Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture));
            case System.Enum number when number.GetTypeCode() == TypeCode.Int32:
                return Value.ForNumber((int)value);
            case string text:
                return Value.ForString(text);
            case JsonElement json:
                return Value.Parser.ParseJson(json.ValueKind == JsonValueKind.Undefined ? "null" : json.GetRawText());
            case Task:
                throw new InvalidOperationException(
                    $"Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:\n\t{path}"
                );
            case IInput input:
                return await SerializeOutputAsync(path, input.Content).ConfigureAwait(false);
            case IOutput output:
                return await SerializeOutputAsync(path, output).ConfigureAwait(false);
            case InputArgs args:
                return await SerializeObjectAsync(path, args.ToDictionary()).ConfigureAwait(false);
            case Resource resource:
                return await SerializeResourceAsync(path, resource).ConfigureAwait(false);
            case IDictionary map:
                return await SerializeObjectAsync(path, Entries(path, map)).ConfigureAwait(false);
            case IList list:
                return await SerializeListAsync(path, list).ConfigureAwait(false);
            default:
                return await SerializeDeclaredAsync(path, value).ConfigureAwait(false);
        }
    }

    private async Task<Value> SerializeOutputAsync(string path, IOutput output)
    {
        var data = await DataAsync(path, output).ConfigureAwait(false);
        _resources.UnionWith(data.Resources);
        if (!data.IsKnown)
        {
            return Value.ForString(Wire.Unknown);
        }

        // The same path as in the published SDK's messages.
        var value = await SerializeAsync($"{path}.id", data.Value).ConfigureAwait(false);
        return data.IsSecret ? Special(Wire.Secret, ("value", value)) : value;
    }

    // Adds the path to the error of a failed value. The published SDK reports the error alone.
    private static async Task<OutputData<object?>> DataAsync(string path, IOutput output)
    {
        try
        {
            return await output.GetDataAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{exception.Message}\n\t{path}", exception);
        }
    }

    private async Task<Value> SerializeResourceAsync(string path, Resource resource)
    {
        if (resource is not CustomResource custom)
        {
            var component = await SerializeAsync($"{path}.urn", resource.Urn).ConfigureAwait(false);
            return keepResources ? Special(Wire.Resource, ("urn", component)) : component;
        }

        _resources.Add(custom);
        var id = await SerializeAsync($"{path}.id", custom.Id).ConfigureAwait(false);
        if (!keepResources)
        {
            return id;
        }

        var urn = await SerializeAsync($"{path}.urn", custom.Urn).ConfigureAwait(false);
        return Special(Wire.Resource, ("urn", urn), ("id", ContainsUnknown(id) ? Value.ForString("") : id));
    }

    private async Task<Value> SerializeObjectAsync(string path, IEnumerable<KeyValuePair<string, object?>> entries)
    {
        var fields = new Struct();
        foreach (var (name, entry) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            // As in JSON, null entries are omitted.
            if (
                await SerializeAsync($"{path}.{name}", entry).ConfigureAwait(false) is { KindCase: not Value.KindOneofCase.NullValue } value
            )
            {
                fields.Fields.Add(name, value);
            }
        }

        return Value.ForStruct(fields);
    }

    private async Task<Value> SerializeListAsync(string path, IList list)
    {
        // A default ImmutableArray has no items and throws when enumerated.
        var items = IsDefaultArray(list) ? [] : list.Cast<object?>().ToArray();
        var values = new Value[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            values[i] = await SerializeAsync($"{path}[{i}]", items[i]).ConfigureAwait(false);
        }

        return Value.ForList(values);
    }

    private async Task<Value> SerializeDeclaredAsync(string path, object value)
    {
        var type = value.GetType();
        if (type.GetCustomAttribute<EnumTypeAttribute>() is not null)
        {
            var convert =
                type.GetMethod("op_Explicit", [type])
                ?? throw new InvalidOperationException(
                    $"Expected {type.FullName} to have an explicit conversion operator to String or Double.\n\t{path}"
                );
            return await SerializeAsync(path, convert.Invoke(null, [value])).ConfigureAwait(false);
        }

        if (type.GetCustomAttribute<OutputTypeAttribute>() is not null)
        {
            // Unlike a map's entry, a null field is sent.
            var fields = new Struct();
            foreach (var field in OutputTypes.FieldsOf(type))
            {
                var name = OutputTypes.NameOf(field);
                fields.Fields.Add(name, await SerializeAsync($"{path}.{name}", field.GetValue(value)).ConfigureAwait(false));
            }

            return Value.ForStruct(fields);
        }

        throw new InvalidOperationException($"{type.FullName} is not a supported argument type.\n\t{path}");
    }

    private static bool IsDefaultArray(IList list) =>
        list.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && (bool)type.GetProperty(nameof(ImmutableArray<>.IsDefault))!.GetValue(list)!;

    private static IEnumerable<KeyValuePair<string, object?>> Entries(string path, IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            yield return entry.Key is string name
                ? KeyValuePair.Create(name, entry.Value)
                : throw new InvalidOperationException($"Dictionaries are only supported with string keys:\n\t{path}");
        }
    }

    private static Value Special(string signature, params ReadOnlySpan<(string Name, Value Value)> properties)
    {
        var value = new Struct { Fields = { [Wire.Signature] = Value.ForString(signature) } };
        foreach (var property in properties)
        {
            value.Fields.Add(property.Name, property.Value);
        }

        return Value.ForStruct(value);
    }
}
