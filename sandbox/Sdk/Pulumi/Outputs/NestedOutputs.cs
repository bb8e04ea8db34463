using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>JSON converters for outputs and inputs nested in a value.</summary>
/// <param name="around">The state of the enclosing value.</param>
internal sealed class NestedOutputs(OutputData<bool> around) : JsonConverterFactory
{
    private static readonly Dictionary<Type, Type> s_converters = new()
    {
        [typeof(Output<>)] = typeof(OutputConverter<>),
        [typeof(Input<>)] = typeof(InputConverter<>),
        [typeof(InputList<>)] = typeof(ListConverter<>),
        [typeof(InputMap<>)] = typeof(MapConverter<>),
    };

    /// <summary>The combined state of the enclosing value and all nested ones so far.</summary>
    public OutputData<bool> Seen { get; private set; } = around;

    /// <summary>A copy of the options with the converters.</summary>
    public JsonSerializerOptions In(JsonSerializerOptions? options) =>
        new(options ?? JsonSerializerOptions.Default) { Converters = { this } };

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && s_converters.ContainsKey(typeToConvert.GetGenericTypeDefinition());

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)
            Activator.CreateInstance(
                s_converters[typeToConvert.GetGenericTypeDefinition()].MakeGenericType(typeToConvert.GenericTypeArguments),
                this
            )!;

    private Output<T> Read<T>(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var value = JsonSerializer.Deserialize<T>(ref reader, options)!;
        return new(Task.FromResult(Seen.With(value)));
    }

    private void Write<T>(Utf8JsonWriter writer, Output<T> output, JsonSerializerOptions options)
    {
        // Converters are synchronous.
        var data = output.Data.GetAwaiter().GetResult();
        // As in Apply, an unknown value does not make the result secret.
        Seen = Seen.After(data.IsKnown ? data : data with { IsSecret = false });
        JsonSerializer.Serialize(writer, data.IsKnown ? data.Value : default, options);
    }

    private sealed class OutputConverter<T>(NestedOutputs owner) : JsonConverter<Output<T>>
    {
        public override Output<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            owner.Read<T>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, Output<T> value, JsonSerializerOptions options) =>
            owner.Write(writer, value, options);
    }

    private sealed class InputConverter<T>(NestedOutputs owner) : JsonConverter<Input<T>>
    {
        public override Input<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            owner.Read<T>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, Input<T> value, JsonSerializerOptions options) =>
            owner.Write(writer, value.ToOutput(), options);
    }

    private sealed class ListConverter<T>(NestedOutputs owner) : JsonConverter<InputList<T>>
    {
        public override InputList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            owner.Read<ImmutableArray<T>>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, InputList<T> value, JsonSerializerOptions options) =>
            owner.Write(writer, value.ToOutput(), options);
    }

    private sealed class MapConverter<T>(NestedOutputs owner) : JsonConverter<InputMap<T>>
    {
        public override InputMap<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            owner.Read<ImmutableDictionary<string, T>>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, InputMap<T> value, JsonSerializerOptions options) =>
            owner.Write(writer, value.ToOutput(), options);
    }
}
