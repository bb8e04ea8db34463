using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi;

/// <summary>A resource's output that awaits the engine's response.</summary>
internal interface IPendingOutput
{
    Type ValueType { get; }

    void Set(OutputData<object?> data);

    void Fail(Exception exception);
}

/// <summary>Initializes a resource's output properties, to be resolved by the engine's response.</summary>
internal static class OutputProperties
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Slot>> s_slots = new();

    public static ImmutableDictionary<string, IPendingOutput> Initialize(Resource resource) =>
        s_slots
            .GetOrAdd(resource.GetType(), SlotsOf)
            .ToImmutableDictionary(
                slot => slot.Name,
                slot =>
                {
                    var pending = (IPendingOutput)Activator.CreateInstance(slot.PendingType, resource)!;
                    slot.Property.SetValue(resource, slot.PendingType.GetProperty(nameof(Pending<>.Output))!.GetValue(pending));
                    return pending;
                }
            );

    private static ImmutableArray<Slot> SlotsOf(Type type)
    {
        // A component sets its own outputs; the engine only returns its URN.
        var own = typeof(ComponentResource).IsAssignableFrom(type) ? typeof(Resource) : type;
        var slots = ImmutableArray.CreateBuilder<Slot>();
        foreach (var found in own.GetProperties())
        {
            if (found.GetCustomAttribute<OutputAttribute>() is { } attribute)
            {
                var name = attribute.Name ?? found.Name;
                if (!found.PropertyType.IsConstructedGenericType || found.PropertyType.GetGenericTypeDefinition() != typeof(Output<>))
                {
                    throw RunException.OutputsHaveIncorrectType([name]);
                }

                // Reflection shows an inherited property's private setter only on the declaring type.
                var property = found.DeclaringType!.GetProperty(found.Name)!;
                if (property.GetSetMethod(nonPublic: true) is null)
                {
                    throw new InvalidOperationException($"[Output] {type.FullName}.{found.Name} did not have a 'set' method");
                }

                slots.Add(new Slot(name, property, typeof(Pending<>).MakeGenericType(property.PropertyType.GenericTypeArguments)));
            }
        }

        return slots.ToImmutable();
    }

    private sealed record Slot(string Name, PropertyInfo Property, Type PendingType);

    private sealed class Pending<T>(Resource resource) : IPendingOutput
    {
        private readonly TaskCompletionSource<OutputData<T>> _data = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Output<T> Output => field ??= new(_data.Task);

        public Type ValueType => typeof(T);

        public void Set(OutputData<object?> data) =>
            _data.TrySetResult(data.With(data.Value is null ? default! : (T)data.Value) with { Resources = data.Resources.Add(resource) });

        public void Fail(Exception exception) => _data.TrySetException(exception);
    }
}
