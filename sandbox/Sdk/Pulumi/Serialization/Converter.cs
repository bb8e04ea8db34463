using System.Reflection;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Converts values from the engine to the declared property types.</summary>
internal static class Converter
{
    private static readonly MethodInfo s_array = Method(nameof(MakeArray));
    private static readonly MethodInfo s_map = Method(nameof(MakeMap));

    /// <summary>Converts a value.</summary>
    /// <param name="value">The wire value.</param>
    /// <param name="type">The declared type.</param>
    /// <param name="path">The value's path, for warnings.</param>
    /// <param name="warn">Called for a value of the wrong type, which becomes the type's default.</param>
    public static OutputData<object?> Convert(Value value, System.Type type, string path, Action<string> warn)
    {
        var data = Deserializer.Deserialize(value);
        return data.With(new Conversion(warn).To(type, data.Value, path));
    }

    private static MethodInfo Method(string name) => typeof(Converter).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static ImmutableArray<T> MakeArray<T>(IEnumerable<object?> items) => [.. items.Select(item => (T)item!)];

    private static ImmutableDictionary<string, T> MakeMap<T>(IEnumerable<KeyValuePair<string, object?>> entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => (T)entry.Value!);

    private sealed class Conversion(Action<string> warn)
    {
        public object? To(System.Type type, object? value, string path)
        {
            type = System.Nullable.GetUnderlyingType(type) is { } underlying && value is not null ? underlying : type;
            var converted = value is null
                ? null
                : type switch
                {
                    _ when type == typeof(object) => value,
                    _ when type == typeof(int) => value is double number ? (int)number : null,
                    _ when type == typeof(JsonElement) => JsonSerializer.SerializeToElement(value),
                    { IsEnum: true } => value is double number ? System.Enum.ToObject(type, (int)number) : null,
                    { IsConstructedGenericType: true } => ToGeneric(type, value, path),
                    _ when type.GetCustomAttribute<EnumTypeAttribute>() is not null => ToEnumType(type, value),
                    _ when type.GetCustomAttribute<OutputTypeAttribute>() is not null => ToOutputType(type, value),
                    _ => type.IsInstanceOfType(value) ? value : null,
                };
            if (converted is not null || value is null)
            {
                return converted ?? Default(type);
            }

            warn($"Expected {type.FullName} but got {value.GetType().FullName} deserializing {path}");
            return Default(type);
        }

        private object? ToGeneric(System.Type type, object value, string path)
        {
            var definition = type.GetGenericTypeDefinition();
            var arguments = type.GenericTypeArguments;
            if (definition == typeof(ImmutableArray<>) && value is ImmutableArray<object?> items)
            {
                return s_array.MakeGenericMethod(arguments[0]).Invoke(null, [items.Select(item => To(arguments[0], item, path))]);
            }

            if (definition == typeof(ImmutableDictionary<,>) && value is ImmutableDictionary<string, object?> entries)
            {
                var converted = entries.Select(entry => KeyValuePair.Create(entry.Key, To(arguments[1], entry.Value, path)));
                return s_map.MakeGenericMethod(arguments[1]).Invoke(null, [converted]);
            }

            return null;
        }

        private static object? ToEnumType(System.Type type, object value) =>
            type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [value.GetType()])?.Invoke([value]);

        private object? ToOutputType(System.Type type, object value) =>
            value is not ImmutableDictionary<string, object?> entries
                ? null
                : OutputTypes.Make(type, (name, property) => To(property, entries.GetValueOrDefault(name), $"{type.FullName}({name})"));

        private static object? Default(System.Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}
