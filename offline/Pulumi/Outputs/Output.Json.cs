using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

public static partial class Output
{
    /// <summary>The value as JSON text. Outputs inside it count: one unknown makes the text unknown, one secret makes it a secret.</summary>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(SerializeAsync());

        async Task<OutputData<string>> SerializeAsync()
        {
            var data = await value.Data.ConfigureAwait(false);
            if (!data.IsKnown)
            {
                return data.With("");
            }

            var nested = new NestedOutputs();
            var extended = new JsonSerializerOptions(options ?? JsonSerializerOptions.Default) { Converters = { nested } };
            var json = await Task.Run(() => JsonSerializer.Serialize(data.Value, extended)).ConfigureAwait(false);
            return data.After(nested.Seen).With(json);
        }
    }

    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.Apply(text => JsonSerializer.Deserialize<T>(text, options)!);
    }

    /// <summary>Writes outputs and inputs as their values, and remembers what is known of them.</summary>
    private sealed class NestedOutputs : JsonConverterFactory
    {
        public OutputData<bool> Seen { get; private set; } = OutputData<bool>.Of(true);

        public override bool CanConvert(Type typeToConvert)
            => typeof(IOutput).IsAssignableFrom(typeToConvert) || typeof(IInput).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
            => (JsonConverter)Activator.CreateInstance(typeof(Nested<>).MakeGenericType(typeToConvert), this)!;

        private sealed class Nested<T>(NestedOutputs owner) : JsonConverter<T>
        {
            public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
                => throw new NotSupportedException($"The stand-in SDK does not read JSON into a {typeToConvert}.");

            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            {
                // Converters cannot wait otherwise.
                var output = value is IInput input ? input.ToOutput() : (IOutput)value!;
                var data = output.GetDataAsync().GetAwaiter().GetResult();
                owner.Seen = owner.Seen.After(data);
                JsonSerializer.Serialize(writer, data.IsKnown ? data.Value : null, options);
            }
        }
    }
}
