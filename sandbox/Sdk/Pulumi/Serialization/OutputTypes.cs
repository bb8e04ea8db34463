using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pulumi.Serialization;

/// <summary>Creates and reads objects of types with <see cref="OutputTypeAttribute"/>.</summary>
internal static class OutputTypes
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Type, ImmutableArray<FieldInfo>> s_fields = new();

    /// <summary>The readonly fields, each with a wire name.</summary>
    public static ImmutableArray<FieldInfo> FieldsOf(Type type) =>
        s_fields.GetOrAdd(type, found => [.. found.GetFields(All).Where(field => field.IsInitOnly)]);

    public static string NameOf(FieldInfo field) => char.ToLowerInvariant(field.Name[0]) + field.Name[1..];

    /// <param name="type">The type.</param>
    /// <param name="value">Returns a property's value by wire name and type.</param>
    public static object Make(Type type, Func<string, Type, object?> value)
    {
        var constructor = type.GetConstructors(All)
            .FirstOrDefault(found => found.GetCustomAttribute<OutputConstructorAttribute>() is not null);
        if (constructor is not null)
        {
            return constructor.Invoke([
                .. constructor
                    .GetParameters()
                    .Select(parameter =>
                        value(
                            parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!,
                            parameter.ParameterType
                        )
                    ),
            ]);
        }

        // The types of this assembly have no constructor, only fields.
        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in FieldsOf(type))
        {
            field.SetValue(made, value(NameOf(field), field.FieldType));
        }

        return made;
    }
}
