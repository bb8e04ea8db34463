using System.Text.Json;

namespace Pulumi;

public static partial class Output
{
    /// <summary>Serializes to JSON with nested outputs: one unknown makes the text unknown, one secret makes it secret.</summary>
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

            var nested = new NestedOutputs(data.With(true));
            var json = await Task.Run(() => JsonSerializer.Serialize(data.Value, nested.In(options))).ConfigureAwait(false);
            return nested.Seen.With(nested.Seen.IsKnown ? json : "");
        }
    }

    /// <summary>Deserializes JSON. Nested outputs are as secret as the text.</summary>
    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(DeserializeAsync());

        async Task<OutputData<T>> DeserializeAsync()
        {
            var data = await json.Data.ConfigureAwait(false);
            return data.With(
                data.IsKnown ? JsonSerializer.Deserialize<T>(data.Value, new NestedOutputs(data.With(true)).In(options))! : default!
            );
        }
    }
}
